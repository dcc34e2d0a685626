/** All built-in components. A new one is one file and one line here; every other tag of WeChat's is a labelled box. */
import { BUILT_IN_TAGS } from '../../compile/tags'
import type { GeElement, GeSpace } from '../framework/engine'
import { isComponent } from '../framework/engine'
import { BASE_CSS } from './base-style'
import { button } from './button'
import { canvas } from './canvas'
import { checkbox, checkboxGroup, radio, radioGroup } from './choice'
import { type BuiltIn, type BuiltInHost, builtInOf, registerBuiltIn } from './define'
import { form } from './form'
import { icon } from './icon'
import { coverImage, image } from './image'
import { input } from './input'
import { label } from './label'
import { matchMedia } from './match-media'
import { movableArea, movableView } from './movable'
import { navigator } from './navigator'
import { pageContainer, rootPortal } from './overlay'
import { navigationBar, pageMeta } from './page-meta'
import { picker } from './picker'
import { pickerView, pickerViewColumn } from './picker-view'
import { progress } from './progress'
import { richText } from './rich-text'
import { scrollView } from './scroll-view'
import { slider } from './slider'
import { swiper, swiperItem } from './swiper'
import { switchControl } from './switch'
import { text } from './text'
import { textarea } from './textarea'
import { unsupported } from './unsupported'
import { video } from './video'
import { coverView, shareElement, view } from './view'

const WORKING: readonly BuiltIn[] = [
  view,
  text,
  button,
  input,
  textarea,
  checkbox,
  checkboxGroup,
  radio,
  radioGroup,
  switchControl,
  slider,
  picker,
  pickerView,
  pickerViewColumn,
  form,
  label,
  image,
  icon,
  progress,
  scrollView,
  swiper,
  swiperItem,
  movableArea,
  movableView,
  navigator,
  richText,
  pageMeta,
  navigationBar,
  rootPortal,
  pageContainer,
  matchMedia,
  coverView,
  coverImage,
  shareElement,
  canvas,
  video,
]

const LABELLED_TAGS = [...BUILT_IN_TAGS].filter((tag) => !WORKING.some((one) => one.tag === tag))

const BUILT_INS: readonly BuiltIn[] = [...WORKING, ...LABELLED_TAGS.map(unsupported)]

/** Makes all built-ins known to a space and returns the style sheet a page starts from. */
export function registerBuiltIns(space: GeSpace, host: BuiltInHost): string {
  for (const builtIn of BUILT_INS) registerBuiltIn(space, builtIn, host)
  const second = host.config.app.style === 'v2'
  const css = BUILT_INS.flatMap((builtIn) => [builtIn.css, second ? builtIn.cssV2 : ''])
  return [BASE_CSS, ...css].filter(Boolean).join('\n')
}

/** Kinds of a built-in that are only a labelled box. */
const LABELLED = new Set(['picker.mode.region'])

/** For `wx.canIUse`: whether a built-in works here, and has the attribute (as written in WXML). */
export function knowsBuiltIn(tag: string, attribute?: string, value?: string): boolean {
  const builtIn = WORKING.find((one) => one.tag === tag)
  if (!builtIn) return false
  if (attribute === undefined) return true
  if (value !== undefined && LABELLED.has(`${tag}.${attribute}.${value}`)) return false
  const property = attribute.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return property in (builtIn.properties ?? {})
}

/** What a selector query's `node` and `context` give for an element. */
export function specialOf(element: GeElement): { node?: unknown; context?: unknown } {
  const { node, context } = (isComponent(element) && builtInOf(element)) || {}
  return { node, context }
}
