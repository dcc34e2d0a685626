import { CONTACT_US, ServiceError } from '../errors'

const FAILED = 'DATABASE_REQUEST_FAILED'

/** Wording from the service, as its users report it. */
export function collectionMissing(name: string): ServiceError {
  return new ServiceError(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist: ${name}. ${CONTACT_US}`,
  )
}

/** The code is in the platform's list; that `createCollection` answers with it is assumed. */
export function collectionExists(name: string): ServiceError {
  return new ServiceError(
    'DATABASE_COLLECTION_ALREADY_EXIST',
    `[ResourceUnavailable.ResourceExist] Db or Table already exist: ${name}. ${CONTACT_US}`,
  )
}

/** `key` as MongoDB shows it: `{ : "a", : null }`. */
export function duplicateKey(collection: string, index: string, key: string): ServiceError {
  return writeError(
    `E11000 duplicate key error collection: tnt-local.${collection} index: ${index} dup key: ${key}`,
  )
}

/** A write that MongoDB refused, in the service's wrapping. */
export function writeError(reason: string): ServiceError {
  return new ServiceError(
    FAILED,
    `[FailedOperation] multiple write errors: [{write errors: [{${reason}}]}, {<nil>}]. ${CONTACT_US}`,
  )
}

/** A request that MongoDB refused. */
export function requestFailed(reason: string): ServiceError {
  return new ServiceError(FAILED, `[FailedOperation] ${reason.replace(/\.$/, '')}. ${CONTACT_US}`)
}

/** A request with a missing or wrong parameter. */
export function invalidParameter(reason: string): ServiceError {
  return new ServiceError('INVALID_PARAM', `[InvalidParameter] ${reason}. ${CONTACT_US}`)
}

const CONTACT_US_IN_TRANSACTION =
  'Please check your request, but if the problem persists, contact us.'

/** Wording asserted by the suite that ships with node-sdk 2.10.0. */
export function transactionConflict(): ServiceError {
  return new ServiceError(
    'DATABASE_TRANSACTION_CONFLICT',
    `[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. ${CONTACT_US_IN_TRANSACTION}`,
  )
}

/** Wording asserted by the suite that ships with node-sdk 2.10.0. */
export function transactionMissing(): ServiceError {
  return new ServiceError(
    'DATABASE_TRANSACTION_FAIL',
    `[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds. ${CONTACT_US_IN_TRANSACTION}`,
  )
}

/**
 * Runs what a caller's query, update or stage decides. What the query library throws there is the
 * caller's mistake and becomes the service's error.
 */
export function evaluating<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof ServiceError) throw error
    throw requestFailed(error instanceof Error ? error.message : String(error))
  }
}
