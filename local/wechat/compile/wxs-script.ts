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

/**
 * Put after the template compiler's own preamble: what a call in a template or a WXS module throws is told and is
 * nothing, where it would otherwise take the whole page, or the package that holds the module, with it.
 * `P` is the compiler's way to call, `D` its way to define a module, by file or by file and name.
 */
export const GUARD_SCRIPT = [
  "P=(f)=>typeof f==='function'?(...a)=>{try{return f(...a)}catch(e){console.error('A call in a template failed:',e)}}:()=>{}",
  "D=((define)=>(name,run)=>define(name,(...given)=>{try{run(...given)}catch(e){console.error('WXS '+name+' failed:',e)}}))(D)",
]
  .map((statement) => `${statement};`)
  .join('')
