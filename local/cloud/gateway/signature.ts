import type { IncomingHttpHeaders } from 'node:http'
import { Signer } from '@cloudbase/signature-nodejs'
import { ServiceError } from '../errors'

/** The key pair with which SDK processes sign. Any value will do as long as both sides know it. */
export interface Credentials {
  secretId: string
  secretKey: string
  sessionToken: string
}

/** What the SDK signed, apart from the key. */
export interface SignedRequest {
  /** Path and query as received. */
  url: string
  headers: IncomingHttpHeaders
  params: Readonly<Record<string, unknown>>
}

/**
 * Checks the TC3-HMAC-SHA256 signature by signing the same request again with Tencent's own signer.
 * The age of the signature is not checked: a test may move the clock of this environment while the
 * process that signs stays behind.
 *
 * @throws ServiceError SIGN_PARAM_INVALID (docs.cloudbase.net/error-code/basic: invalid authentication
 *   parameter); the wording is ours
 */
export function verifySignature(request: SignedRequest, credentials: Credentials): void {
  const given = request.headers.authorization ?? ''
  const parts = /^TC3-HMAC-SHA256 Credential=([^/]*)\/.*SignedHeaders=([^,]*),/.exec(given)
  if (parts === null) throw refused('a TC3-HMAC-SHA256 authorization is required')
  const [, secretId, signedHeaders] = parts
  if (secretId !== credentials.secretId) throw refused(`the secret id '${secretId}' is not known`)
  if (expectedAuthorization(request, credentials, signedHeaders ?? '') !== given)
    throw refused('the signature does not match the request')
}

function expectedAuthorization(
  { url, headers, params }: SignedRequest,
  credentials: Credentials,
  signedHeaders: string,
): string | undefined {
  const signed: Record<string, unknown> = {}
  for (const name of signedHeaders.split(';')) signed[name] = headers[name]
  const timestamp = Number(headers['x-timestamp'])
  if (!Number.isSafeInteger(timestamp)) return undefined
  try {
    return new Signer(credentials, 'tcb').tc3sign(
      // The SDK signs the method in small letters, and the signature is sensitive to it.
      'post',
      `http://${headers.host}${url}`,
      signed,
      { ...params },
      timestamp,
      { withSignedParams: true },
    ).authorization
  } catch (error) {
    // The signer refuses headers without host or content type, and times outside the calendar.
    if (error instanceof TypeError || error instanceof RangeError) return undefined
    throw error
  }
}

function refused(reason: string): ServiceError {
  return new ServiceError('SIGN_PARAM_INVALID', `[SignParamInvalid] ${reason}.`)
}
