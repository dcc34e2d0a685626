import type { BuiltIn, PropertyDeclaration } from './define'

/** Properties of everything a finger can rest on. */
export const HOVER: Record<string, PropertyDeclaration> = {
  hoverClass: { type: String, value: 'none' },
  hoverStopPropagation: Boolean,
  hoverStartTime: { type: Number, value: 50 },
  hoverStayTime: { type: Number, value: 400 },
}

export const view: BuiltIn = { tag: 'view', properties: HOVER, css: 'wx-view{display:block}' }

export const coverView: BuiltIn = {
  tag: 'cover-view',
  properties: { ...HOVER, scrollTop: null },
  css: 'wx-cover-view{display:block;line-height:1.2;overflow:hidden;white-space:nowrap}',
}

export const shareElement: BuiltIn = {
  tag: 'share-element',
  properties: { key: String, transform: Boolean, duration: Number, easingFunction: String },
  css: 'wx-share-element{display:block}',
}
