/**
 * An error the service reports to its caller: HTTP 200 with `{requestId, code, message}`.
 * `code` is one the SDKs map (docs: “Errors” in this folder's README); the message is the service's own wording.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** The sentence with which the real service ends most of its messages. */
export const CONTACT_US =
  'Please check your request, but if the problem cannot be solved, contact us.'
