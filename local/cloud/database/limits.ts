/**
 * Every number at which the database refuses or cuts. Where it comes from: [code] read in the SDKs,
 * [doc] the platform's or MongoDB's documentation, [community] reports, [memory] known of MongoDB but not
 * looked up again. None has been tried against the real service.
 */

/** Rows of a query that names no limit. [code] @cloudbase/database `query.js` */
export const QUERY_DEFAULT_ROWS = 100

/** Most rows of one query. [code] @cloudbase/database `query.js` */
export const QUERY_MOST_ROWS = 1000

/** Rows of an aggregation without a `limit` stage. [community] */
export const AGGREGATE_DEFAULT_ROWS = 20

/** Most rows of an aggregation. [community] */
export const AGGREGATE_MOST_ROWS = 10_000

/** Most bytes of one document, measured as BSON. [doc] MongoDB, Limits and Thresholds */
export const DOCUMENT_MOST_BYTES = 16 * 1024 * 1024

/** Most bytes of one answer. [doc] quota page: 16 MB per packet */
export const ANSWER_MOST_BYTES = 16 * 1024 * 1024

/** Deepest nesting of objects and arrays. [doc] MongoDB, Limits and Thresholds */
export const MOST_NESTING = 100

/** Most bytes of an `_id` in index order: the index key limit of MongoDB 4.0. [doc] */
export const ID_MOST_BYTES = 1024

/** Longest name of a collection in bytes: MongoDB's 120 for a namespace. [doc] */
export const COLLECTION_NAME_MOST_BYTES = 120

/** Indexes of one collection, `_id` not counted. [doc] */
export const COLLECTION_MOST_INDEXES = 20

/** Highest place of an array that an update may write to. [memory] MongoDB: “can't backfill more than 1500000” */
export const ARRAY_MOST_PLACES = 1_500_000

/** Milliseconds that a transaction may live. [code] text of the service's error */
export const TRANSACTION_LIFE = 30_000

/** Most combinations of array elements that one document may enter in one index. Ours: it bounds the work. */
export const DOCUMENT_MOST_INDEX_ENTRIES = 10_000

/**
 * Milliseconds that the expressions of one operation may take: its regular expressions, `$expr`, `$jsonSchema`,
 * computed projections and all stages of an aggregation. Ours: everybody waits meanwhile.
 */
export const EVALUATION_MOST_TIME = 5000

/** Most elements of all lists that the expressions of one operation make. Ours: it bounds the memory. */
export const EVALUATION_MOST_ELEMENTS = 10_000_000
