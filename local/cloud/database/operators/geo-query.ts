import { type Document, isPlainObject } from '../../ejson'
import { reach } from '../paths'
import {
  distance,
  EARTH_RADIUS,
  type Geometry,
  intersect,
  isPosition,
  isWithin,
  type Position,
  placesOf,
  pointOf,
  readGeometry,
} from './geometry'

type Test = (document: unknown) => boolean

/* Geo operators of queries, which mingo lacks. They look at every document; no index helps them. */

/** Points at a distance; `matcher.ts` sorts by it. */
export function $nearSphere(path: string, operand: unknown): Test {
  const { centre, least, most } = readNear(operand)
  return (document) =>
    pointsAt(document, path).some((point) => {
      const metres = distance(point, centre)
      return metres >= least && metres <= most
    })
}

export function $geoWithin(path: string, operand: unknown): Test {
  const inside = readArea(operand)
  return (document) => geometriesAt(document, path).some(inside)
}

export function $geoIntersects(path: string, operand: unknown): Test {
  const wanted = isPlainObject(operand) ? readGeometry(operand.$geometry) : undefined
  if (wanted === undefined) throw new Error('$geoIntersects needs a $geometry')
  return (document) => geometriesAt(document, path).some((geometry) => intersect(geometry, wanted))
}

/** Where a condition has a `$nearSphere`, how far a document is: the order of its result. */
export function distanceIn(filter: Document): ((document: Document) => number) | undefined {
  for (const [path, value] of Object.entries(filter)) {
    if (path === '$and' && Array.isArray(value)) {
      const inner = value.filter(isPlainObject).map(distanceIn).find(Boolean)
      if (inner !== undefined) return inner
    } else if (isPlainObject(value)) {
      const operand = value.$nearSphere ?? value.$near
      if (operand === undefined) continue
      const { centre } = readNear(operand)
      return (document) =>
        Math.min(...pointsAt(document, path).map((point) => distance(point, centre)))
    }
  }
  return undefined
}

function readNear(operand: unknown): { centre: Position; least: number; most: number } {
  const centre = isPlainObject(operand) ? pointOf(operand.$geometry) : undefined
  if (!isPlainObject(operand) || centre === undefined)
    throw new Error('$nearSphere needs a $geometry that is a Point')
  return {
    centre,
    least: metres(operand.$minDistance, 0),
    most: metres(operand.$maxDistance, Number.POSITIVE_INFINITY),
  }
}

function metres(value: unknown, otherwise: number): number {
  if (value === undefined || value === null) return otherwise
  if (typeof value !== 'number' || !(value >= 0))
    throw new Error('a distance must be a number and not negative')
  return value
}

function readArea(operand: unknown): (geometry: Geometry) => boolean {
  if (!isPlainObject(operand)) throw new Error('$geoWithin needs an area')
  const circle = operand.$centerSphere
  if (Array.isArray(circle)) {
    const [centre, radians] = circle
    if (!isPosition(centre) || typeof radians !== 'number')
      throw new Error('$centerSphere needs a centre and a radius')
    return (geometry) =>
      placesOf(geometry).every((place) => distance(place, centre) / EARTH_RADIUS <= radians)
  }
  const area = readGeometry(operand.$geometry)
  if (area === undefined) throw new Error('$geoWithin needs a $geometry')
  return (geometry) => isWithin(geometry, area)
}

function pointsAt(document: unknown, path: string): Position[] {
  return values(document, path).flatMap((value) => {
    const point = pointOf(value)
    return point === undefined ? [] : [point]
  })
}

function geometriesAt(document: unknown, path: string): Geometry[] {
  return values(document, path).flatMap((value) => readGeometry(value) ?? [])
}

const values = (document: unknown, path: string) => reach(document, path).values.flat()
