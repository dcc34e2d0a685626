import * as v from 'valibot'

/**
 * The building blocks of every action's schema: bounded, strict, free of operator objects.
 * Objects refuse unknown fields, so a forged `openid` or a `{$ne: null}` is a `badInput`, never a query.
 */

/** Ids of documents and of client-made operations. */
export const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))

/** Text a person typed: trimmed, without control characters other than line breaks, 1 to `max` characters. */
export function text(max: number) {
  return v.pipe(
    v.string(),
    v.maxLength(max * 2),
    v.trim(),
    v.regex(/^[^\p{Cc}]*(?:[\n\t][^\p{Cc}]*)*$/u),
    v.minLength(1),
    v.maxLength(max),
  )
}

/**
 * One line a person typed: a title, a name, a place. Whatever breaks a line or jumps in it, as in a title pasted out
 * of a document, becomes one blank; any other control character is refused. 1 to `max` characters.
 */
export function line(max: number) {
  return v.pipe(optionalLine(max), v.minLength(1))
}

/** As `line`, but may be empty. */
export function optionalLine(max: number) {
  return v.pipe(
    v.string(),
    v.maxLength(max * 2),
    v.transform((value) => value.replace(/ *[\t\n\v\f\r\u0085\u2028\u2029]+ */gu, ' ').trim()),
    v.regex(/^\P{Cc}*$/u),
    v.maxLength(max),
  )
}

/** As `text`, but may be empty. */
export function optionalText(max: number) {
  return v.pipe(
    v.string(),
    v.maxLength(max * 2),
    v.trim(),
    v.regex(/^[^\p{Cc}]*(?:[\n\t][^\p{Cc}]*)*$/u),
    v.maxLength(max),
  )
}

/**
 * ISO 8601, UTC, milliseconds: what `Date.prototype.toISOString` writes. Of the years 1900 to 2199, as `day`: what is
 * reckoned from an instant is an instant again, and instants are compared as text.
 */
export const instant = v.pipe(
  v.string(),
  v.regex(/^(?:19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  v.check((value) => !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value),
)

/** Where the page before stopped: instant and id of its last document. Ids of answers hold those of asks, which hold colons. */
export const pageMark = v.strictObject({
  at: instant,
  id: v.pipe(v.string(), v.regex(/^[\w:.-]{1,200}$/)),
})

/** `YYYY-MM-DD`, a day that exists, of the years 1900 to 2199: any other is a slip, and no zone's clock tells its end. */
export const day = v.pipe(
  v.string(),
  v.isoDate(),
  v.regex(/^(?:19|20|21)/),
  v.check(
    (value) => !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value),
  ),
)

/** A version counter. */
export const version = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))

export const nothing = v.strictObject({})
