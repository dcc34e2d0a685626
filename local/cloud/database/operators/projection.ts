import { Query } from 'mingo/query'
import { cloneDeep, setValue } from 'mingo/util'
import { type Document, isPlainObject } from '../../ejson'
import { evaluating } from '../errors'
import { reach } from '../paths'
import { queryOptions } from './context'
import { expressionLimits } from './expression-limits'
import { withoutMissing } from './missing'

/**
 * The fields of documents that a query asks for.
 *
 * `{list: {$slice: 1}}` alone shortens the list and leaves the other fields; mingo would leave them out.
 *
 * @throws ServiceError for a projection that makes no sense
 */
export function projected(documents: Document[], projection: Document): Document[] {
  if (Object.keys(projection).length === 0) return documents
  const slices = Object.entries(projection).filter(([, asked]) => isSlice(asked))
  const others = Object.entries(projection).filter(([, asked]) => !isSlice(asked))
  const including = others.some(([path, asked]) => path !== '_id' && asked !== 0 && asked !== false)
  if (slices.length === 0 || including) return byMingo(documents, projection)

  const left = others.length === 0 ? documents : byMingo(documents, Object.fromEntries(others))
  return evaluating(() =>
    left.map((document) => {
      const copy = cloneDeep(document) as Document
      for (const [path, asked] of slices) shorten(copy, path, (asked as Document).$slice)
      return copy
    }),
  )
}

function byMingo(documents: Document[], projection: Document): Document[] {
  const run = () => new Query({}, queryOptions).find<Document>(documents, projection).all()
  const computed = Object.values(projection).some(isPlainObject)
  const rows = computed ? expressionLimits()(() => evaluating(run)) : evaluating(run)
  return rows.map(withoutMissing)
}

function isSlice(asked: unknown): boolean {
  return isPlainObject(asked) && '$slice' in asked
}

/** `n` from the beginning, `-n` from the end, or `[place, n]`. */
function shorten(document: Document, path: string, slice: unknown): void {
  const [list] = reach(document, path).values
  if (!Array.isArray(list)) return
  const [from, count] = Array.isArray(slice) ? slice : [undefined, slice]
  if (!Number.isInteger(count) || !(from === undefined || Number.isInteger(from)))
    throw new Error('$slice needs whole numbers')
  if (from !== undefined) {
    const begin = from < 0 ? Math.max(0, list.length + from) : from
    setValue(document, path, list.slice(begin, begin + count))
  } else setValue(document, path, count < 0 ? list.slice(count) : list.slice(0, count))
}
