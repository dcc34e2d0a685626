import cloud from 'wx-server-sdk'
import { createDatabase, type Database } from './db'

/** What the product asks of WeChat and CloudBase beside the database, typed thinly over the SDK. */
export interface WeChat {
  /** The platform's identity of the caller; `openid` is empty on timer calls. */
  identity(): { openid: string; source: string }
  /**
   * Trades the one-time code of `open-type="getPhoneNumber"` for the verified number's digits. With `openid` WeChat
   * refuses a code that was given to somebody else.
   */
  phoneNumber(code: string, openid: string): Promise<{ digits: string } | { refused: true }>
  /** Text check, version 2; `openid` must have visited within two hours. */
  checkText(
    text: string,
    openid: string,
    title: string,
  ): Promise<'pass' | 'review' | 'risky' | 'unreachable'>
  /**
   * Hands an image of cloud storage to WeChat, which answers later to the function `push`, by the trace id.
   * `openid` must have visited within two hours.
   */
  checkImage(
    fileId: string,
    openid: string,
  ): Promise<{ traceId: string } | 'noFile' | 'unreachable'>
  /** One subscription message. `noQuota` is 43101: the person has no accepted message left. */
  sendSubscription(message: {
    openid: string
    templateId: string
    page: string
    data: Record<string, { value: string }>
  }): Promise<'sent' | 'noQuota' | 'failed'>
  /**
   * The openGId of the group behind a cloudID that the caller's own WeChat issued within five minutes; `null` for
   * any other. Asked from WeChat, because a client could put any object into its event.
   */
  groupOf(cloudId: string): Promise<string | null>
  /** Bytes of a file in cloud storage; `null` when there is no such file. */
  readFile(fileId: string): Promise<Buffer | null>
  deleteFiles(fileIds: string[]): Promise<void>
}

interface OpenApi {
  phonenumber: {
    getPhoneNumber(input: {
      code: string
      openid: string
    }): Promise<{ phoneInfo?: { purePhoneNumber?: string; countryCode?: string } }>
  }
  security: {
    msgSecCheck(input: Record<string, unknown>): Promise<{ result?: { suggest?: string } }>
    mediaCheckAsync(input: Record<string, unknown>): Promise<{ traceId?: string }>
  }
  subscribeMessage: { send(input: Record<string, unknown>): Promise<unknown> }
}

interface TempFiles {
  fileList: { tempFileURL?: string }[]
}

type GetOpenData = (options: {
  list: string[]
}) => Promise<{ list: { data?: { opengid?: unknown } }[] }>

const SCENE_FORUM = 3
const MEDIA_IMAGE = 2

/** Starts the SDK; once per instance. */
export function connect(): { db: Database; wechat: WeChat } {
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV } as unknown as Parameters<typeof cloud.init>[0])
  const sdkDatabase: unknown = (cloud.database as unknown as (options: object) => unknown)({
    throwOnNotFound: false,
  })
  const openapi = (cloud as unknown as { openapi: OpenApi }).openapi

  const openData = (cloud as unknown as { getOpenData: GetOpenData }).getOpenData

  return {
    db: createDatabase(sdkDatabase, 'wx'),
    wechat: {
      identity() {
        const context = cloud.getWXContext()
        return { openid: context.OPENID ?? '', source: context.SOURCE ?? '' }
      },
      async phoneNumber(code, openid) {
        try {
          const { phoneInfo } = await openapi.phonenumber.getPhoneNumber({ code, openid })
          const digits = phoneInfo?.purePhoneNumber
          return digits ? { digits } : { refused: true }
        } catch (error) {
          if (errorCode(error) === 40029) return { refused: true }
          throw error
        }
      },
      async checkText(text, openid, title) {
        try {
          const answer = await openapi.security.msgSecCheck({
            version: 2,
            scene: SCENE_FORUM,
            openid,
            title,
            content: text,
          })
          const suggest = answer.result?.suggest
          return suggest === 'risky' || suggest === 'review' ? suggest : 'pass'
        } catch (error) {
          return errorCode(error) === 87014 ? 'risky' : 'unreachable'
        }
      },
      async checkImage(fileId, openid) {
        try {
          const addresses: unknown = await cloud.getTempFileURL({ fileList: [fileId] })
          const mediaUrl = (addresses as TempFiles).fileList[0]?.tempFileURL
          if (!mediaUrl) return 'noFile'
          const { traceId } = await openapi.security.mediaCheckAsync({
            version: 2,
            scene: SCENE_FORUM,
            openid,
            mediaType: MEDIA_IMAGE,
            mediaUrl,
          })
          return traceId ? { traceId } : 'unreachable'
        } catch (error) {
          return isNoFile(error) ? 'noFile' : 'unreachable'
        }
      },
      async sendSubscription({ openid, templateId, page, data }) {
        try {
          await openapi.subscribeMessage.send({ touser: openid, templateId, page, data })
          return 'sent'
        } catch (error) {
          const code = errorCode(error)
          return code === 43101 || code === 20004 ? 'noQuota' : 'failed'
        }
      },
      async groupOf(cloudId) {
        const { list } = await openData({ list: [cloudId] })
        const opened = list[0]?.data?.opengid
        return typeof opened === 'string' && opened !== '' ? opened : null
      },
      async readFile(fileId) {
        try {
          const { fileContent } = await cloud.downloadFile({ fileID: fileId })
          return fileContent as unknown as Buffer
        } catch (error) {
          if (isNoFile(error)) return null
          throw error
        }
      },
      async deleteFiles(fileIds) {
        if (fileIds.length > 0) await cloud.deleteFile({ fileList: fileIds })
      },
    },
  }
}

function errorCode(error: unknown): number {
  const { errCode, errMsg } = error as { errCode?: unknown; errMsg?: unknown }
  if (typeof errCode === 'number' && errCode > 0) return errCode
  const inText = /(?:errCode|errcode)\D{0,3}(\d{5})/.exec(String(errMsg))
  return inText?.[1] === undefined ? Number(errCode ?? 0) : Number(inText[1])
}

/** The SDK names a missing file in words only, in more than one way. */
function isNoFile(error: unknown): boolean {
  const { errMsg, message } = error as { errMsg?: unknown; message?: unknown }
  return /NONEXIST|not exist|not in this environment/i.test(`${errMsg} ${message}`)
}
