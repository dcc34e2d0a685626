import type { PhoneSettings } from '../../phone'
import { ApiFailure } from './apis'
import type { Network } from './network-link'

/** The gateway's error codes as the mini-program's SDK numbers them, with its short text. */
const CODES: Record<string, readonly [number, string]> = {
  FUNCTION_NOT_FOUND: [-501_000, ''],
  RESOURCE_NOT_FOUND: [-501_000, ''],
  FUNCTIONS_EXECUTE_FAIL: [-504_002, 'functions execute fail'],
  FUNCTIONS_TIME_LIMIT_EXCEEDED: [-504_003, 'functions time limit exceeded'],
  SERVER_TIMEOUT: [-501_002, 'resource server timeout'],
  EXCEED_REQUEST_LIMIT: [-501_003, 'exceed request limit'],
  EXCEED_CONCURRENT_REQUEST_LIMIT: [-501_004, 'exceed concurrent request limit'],
  STORAGE_EXCEED_AUTHORITY: [-503_002, 'storage permission denied'],
  STORAGE_FILE_NONEXIST: [-503_003, 'storage file not exists'],
  INVALID_PARAM: [-501_001, 'resource system error'],
}

/** The error of `wx.cloud`: an Error with `errCode` and an errMsg in the SDK's form. */
export class CloudError extends Error {
  readonly errMsg: string
  override readonly name = 'CloudError'

  constructor(
    api: string,
    readonly errCode: number,
    reason: string,
  ) {
    const errMsg = `cloud.${api}:fail ${reason}`
    super(errMsg)
    this.errMsg = errMsg
  }
}

/** The way to the local cloud, as the person who holds the phone, over the phone's network. */
export class CloudLine {
  #initialised = false

  constructor(
    private readonly phone: () => PhoneSettings,
    private readonly network: Network,
  ) {}

  init(): void {
    this.#initialised = true
  }

  /** `Error: errCode: -504002 functions execute fail | errMsg: …` as the SDK writes it. */
  failure(api: string, code: string, message: string): CloudError {
    const [errCode, text] = CODES[code] ?? [-1, code]
    return new CloudError(api, errCode, `Error: errCode: ${errCode} ${text} | errMsg: ${message}`)
  }

  /**
   * Calls `/_local/<path>` of the local cloud. Answers with the response; refusals of the network and of WeChat
   * become a CloudError of `wx.cloud.<api>`.
   */
  fetch(api: string, path: string, request: RequestInit): Promise<Response> {
    return this.together(api, (send) => send(path, request))
  }

  /** The same for what WeChat does in one call, whatever it takes here: it gets through or is lost as a whole. */
  async together<T>(
    api: string,
    run: (send: (path: string, request: RequestInit) => Promise<Response>) => Promise<T>,
  ): Promise<T> {
    if (!this.#initialised) {
      throw new CloudError(
        api,
        -1,
        "Error: errMsg: Cloud API isn't enabled, please call wx.cloud.init first",
      )
    }
    const identity = this.identity(api)
    const send = async (path: string, request: RequestInit) => {
      const headers = { ...(request.headers as Record<string, string>), ...identity }
      const response = await fetch(`/cloud/${path}`, { ...request, headers })
      if (response.status === 502) throw new TypeError(await response.text())
      return response
    }
    try {
      return await this.network.send(() => run(send))
    } catch (error) {
      if (error instanceof ApiFailure) {
        throw new CloudError(api, -1, `Error: errCode: -1  | errMsg: request:fail ${error.reason}`)
      }
      if (error instanceof DOMException && error.name === 'AbortError') {
        throw new CloudError(api, -1, `Error: errCode: -1  | errMsg: ${api}:fail abort`)
      }
      throw error
    }
  }

  /** A call of WeChat itself, not of the mini-program: independent of `wx.cloud.init`, but not of the network. */
  async ask<T>(path: string, body: Record<string, unknown>): Promise<T> {
    return this.network.send(async () => {
      const response = await fetch(`/cloud/wx/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ openid: this.phone().person?.openid, ...body }),
      })
      // A phone without a cloud, or a cloud that refuses: WeChat would call it a system error.
      if (!response.ok) throw new ApiFailure(`system error: ${await response.text()}`, { errno: 4 })
      return (await response.json()) as T
    })
  }

  private identity(api: string): Record<string, string> {
    const { person, appid } = this.phone()
    if (!person) throw new CloudError(api, -1, 'Error: access_token missing')
    return {
      'x-wx-openid': person.openid,
      'x-wx-appid': appid,
      ...(person.unionid === undefined ? {} : { 'x-wx-unionid': person.unionid }),
    }
  }
}
