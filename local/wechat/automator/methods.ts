/**
 * The methods of the protocol of `miniprogram-automator` 0.12.1 that are answered; see README.md for all there
 * are. Whatever is not here is answered with “not supported”, at once: the client has no time-outs.
 */

/** Answered by the phone's page (`runtime/automator/`). */
export const PAGE_METHODS: ReadonlySet<string> = new Set([
  'Tool.getInfo',
  'Tool.native',
  'App.getPageStack',
  'App.getCurrentPage',
  'App.callWxMethod',
  'App.mockWxMethod',
  'App.callFunction',
  'App.addBinding',
  'Page.getElement',
  'Page.getElements',
  'Page.getElementByXpath',
  'Page.getElementsByXpath',
  'Page.getData',
  'Page.setData',
  'Page.callMethod',
  'Page.getWindowProperties',
  'Element.getElement',
  'Element.getElements',
  'Element.getOffset',
  'Element.getDOMProperties',
  'Element.getAttributes',
  'Element.getStyles',
  'Element.getProperties',
  'Element.getWXML',
  'Element.tap',
  'Element.triggerEvent',
  'Element.touchstart',
  'Element.touchmove',
  'Element.touchend',
  'Element.dispatchEvent',
  'Element.callFunction',
  'Element.getData',
  'Element.setData',
  'Element.callMethod',
])

/** Answered by the server of phones (`session.ts`). */
export const SERVER_METHODS: ReadonlySet<string> = new Set([
  'App.enableLog',
  'App.captureScreenshot',
  'App.exit',
  'Tool.close',
])
