import { mediaQuery } from '../framework/media-query'
import type { BuiltIn } from './define'

const FEATURES = [
  'minWidth',
  'maxWidth',
  'width',
  'minHeight',
  'maxHeight',
  'height',
  'orientation',
]

export const matchMedia: BuiltIn = {
  tag: 'match-media',
  properties: Object.fromEntries(FEATURES.map((name) => [name, null])),
  css: 'wx-match-media{display:block}',
  setup({ element, view, data, watch }) {
    let query: MediaQueryList | undefined
    const apply = () => {
      element.style.display = query?.matches ? '' : 'none'
    }
    const follow = () => {
      query?.removeEventListener('change', apply)
      query = view.matchMedia(
        mediaQuery(Object.fromEntries(FEATURES.map((name) => [name, data[name]]))),
      )
      query.addEventListener('change', apply)
      apply()
    }
    watch(FEATURES.join(' '), follow)
    return { attached: follow, detached: () => query?.removeEventListener('change', apply) }
  },
}
