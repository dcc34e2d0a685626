import { isPlainObject } from '../../ejson'

/** Longitude and latitude in degrees. */
export type Position = readonly [number, number]

/** A GeoJSON geometry taken apart. A polygon is a list of rings, the first around it, the others holes. */
export interface Geometry {
  points: Position[]
  segments: [Position, Position][]
  polygons: Position[][][]
}

/** Metres; the radius that MongoDB uses. */
export const EARTH_RADIUS = 6_378_100

/** Reads GeoJSON; `undefined` for anything else. */
export function readGeometry(value: unknown): Geometry | undefined {
  if (!isPlainObject(value) || !Array.isArray(value.coordinates)) return undefined
  const coordinates: unknown[] = value.coordinates
  switch (value.type) {
    case 'Point':
      return isPosition(coordinates)
        ? { points: [coordinates], segments: [], polygons: [] }
        : undefined
    case 'MultiPoint':
      return coordinates.every(isPosition)
        ? { points: coordinates as Position[], segments: [], polygons: [] }
        : undefined
    case 'LineString':
      return lines([coordinates])
    case 'MultiLineString':
      return lines(coordinates)
    case 'Polygon':
      return polygons([coordinates])
    case 'MultiPolygon':
      return polygons(coordinates)
    default:
      return undefined
  }
}

/** The place of a GeoJSON point; `undefined` for anything else. */
export function pointOf(value: unknown): Position | undefined {
  const geometry = readGeometry(value)
  return isPlainObject(value) && value.type === 'Point' ? geometry?.points[0] : undefined
}

/**
 * Metres between two places, by the angle between their unit vectors. With the operations in this order
 * the result agrees with the service's to the last bits (suite of node-sdk 2.10.0, “geoNear”).
 */
export function distance(from: Position, to: Position): number {
  const [ax, ay, az] = unitVector(from)
  const [bx, by, bz] = unitVector(to)
  const across = Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)
  return EARTH_RADIUS * Math.atan2(across, ax * bx + ay * by + az * bz)
}

/** True when all of `inner` lies in polygons of `outer`, or its points are points of it. On a flat map. */
export function isWithin(inner: Geometry, outer: Geometry): boolean {
  const places = placesOf(inner)
  return (
    places.length > 0 &&
    places.every(
      (place) =>
        outer.polygons.some((polygon) => isInPolygon(place, polygon)) ||
        outer.points.some((point) => isSame(place, point)),
    )
  )
}

/** True when the two have a place in common. On a flat map. */
export function intersect(left: Geometry, right: Geometry): boolean {
  const touches = (one: Geometry, other: Geometry) =>
    placesOf(one).some(
      (place) =>
        other.polygons.some((polygon) => isInPolygon(place, polygon)) ||
        other.points.some((point) => isSame(place, point)) ||
        other.segments.some((segment) => isOnSegment(place, segment)),
    )
  return (
    touches(left, right) ||
    touches(right, left) ||
    left.segments.some((one) => right.segments.some((other) => cross(one, other)))
  )
}

/** All corners. */
export function placesOf({ points, segments, polygons }: Geometry): Position[] {
  return [...points, ...segments.flat(), ...polygons.flat(2)]
}

function lines(list: unknown[]): Geometry | undefined {
  if (!list.every(isLine)) return undefined
  return { points: [], segments: (list as Position[][]).flatMap(segmentsOf), polygons: [] }
}

function polygons(list: unknown[]): Geometry | undefined {
  if (
    !list.every((polygon) => Array.isArray(polygon) && polygon.length > 0 && polygon.every(isLine))
  )
    return undefined
  const rings = list as Position[][][]
  return { points: [], segments: rings.flat().flatMap(segmentsOf), polygons: rings }
}

function segmentsOf(line: Position[]): [Position, Position][] {
  return line.slice(1).map((to, place) => [line[place] ?? to, to])
}

const isLine = (value: unknown) =>
  Array.isArray(value) && value.length > 1 && value.every(isPosition)

export function isPosition(value: unknown): value is Position {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    Number.isFinite(value[0]) &&
    Number.isFinite(value[1])
  )
}

function unitVector([longitude, latitude]: Position): [number, number, number] {
  const phi = (Math.PI / 180) * latitude
  const theta = (Math.PI / 180) * longitude
  return [Math.cos(theta) * Math.cos(phi), Math.sin(theta) * Math.cos(phi), Math.sin(phi)]
}

function isInPolygon(place: Position, [outer, ...holes]: Position[][]): boolean {
  return (
    outer !== undefined && isInRing(place, outer) && !holes.some((hole) => isInRing(place, hole))
  )
}

/** Counts how often a ray to the east leaves the ring. */
function isInRing([x, y]: Position, ring: Position[]): boolean {
  let inside = false
  for (const [[ax, ay], [bx, by]] of segmentsOf(ring))
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  return inside
}

const isSame = (left: Position, right: Position) => left[0] === right[0] && left[1] === right[1]

/** Positive to the left of the line, negative to the right, zero on it. */
function side([ax, ay]: Position, [bx, by]: Position, [x, y]: Position): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax)
}

function isOnSegment(place: Position, [from, to]: [Position, Position]): boolean {
  return (
    side(from, to, place) === 0 &&
    (place[0] - from[0]) * (place[0] - to[0]) <= 0 &&
    (place[1] - from[1]) * (place[1] - to[1]) <= 0
  )
}

function cross([a, b]: [Position, Position], [c, d]: [Position, Position]): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}
