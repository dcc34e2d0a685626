/**
 * What WXS modules find around them, put before the compiled templates of every package: the base library's
 * `getRegExp` and `getDate`, and the meaning of `x.constructor` and of `this` (see wxs.ts).
 */
export const WXS_SCRIPT = [
  "var getRegExp=(p,f)=>new RegExp(p,f||'')",
  'var getDate=(...a)=>new Date(...a)',
  `var __wxsType=(v)=>{if(v===null||v===undefined)throw new TypeError("Cannot read property 'constructor' of "+v);return typeof v==='object'&&Object.prototype.hasOwnProperty.call(v,'constructor')?v.constructor:Object.prototype.toString.call(v).slice(8,-1)}`,
  'var __wxsThis=(t)=>t===globalThis?undefined:t',
]
  .map((statement) => `${statement};`)
  .join('')
