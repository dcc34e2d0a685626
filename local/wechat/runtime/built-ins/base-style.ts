/** The style a page starts from, before app.wxss. */
import { SYSTEM_FONT } from '../../compile/wxss-markers'
import { SYSTEM_TYPEFACES } from '../../typefaces'
import { UNSUPPORTED_CSS } from './unsupported'

export const BASE_CSS = `html{${SYSTEM_FONT}:${SYSTEM_TYPEFACES};height:100%;-webkit-text-size-adjust:100%;overscroll-behavior-y:contain}
body{margin:0;min-height:100%;font-family:var(${SYSTEM_FONT});font-size:16px;line-height:normal;-webkit-tap-highlight-color:transparent;-webkit-user-select:none;user-select:none;cursor:default;word-wrap:break-word}
::-webkit-scrollbar{display:none}
html{scrollbar-width:none}
wx-page{display:contents}
[hidden]{display:none!important}
${UNSUPPORTED_CSS}`
