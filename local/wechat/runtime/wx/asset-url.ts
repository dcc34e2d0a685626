import type { Files } from './files'

/** A path inside the mini-program: `..` resolved against the folder of `base`. */
function resolvePath(source: string, base: string): string {
  const [path = '', query] = source.split('?')
  const steps = path.startsWith('/') ? [] : base.split('/').slice(0, -1)
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  const resolved = steps.map(encodeURIComponent).join('/')
  return query === undefined ? resolved : `${resolved}?${query}`
}

/**
 * Where the browser finds what a mini-program names: its own files under `/app/`, `wxfile://` files in memory,
 * `cloud://` files through the local cloud; everything else as it is. A `wxfile://` that is not there stays as it
 * is, so that the browser reports the broken picture.
 */
export function assetUrl(files: Files, source: string, base: string): string {
  if (source.startsWith('wxfile://')) return files.url(source) ?? source
  if (source.startsWith('cloud://')) return `/cloud/file?fileID=${encodeURIComponent(source)}`
  if (/^[a-z][\w+.-]*:|^\/\//i.test(source)) return source
  return `/app/${resolvePath(source, base)}`
}
