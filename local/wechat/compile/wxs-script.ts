/**
 * What templates and WXS modules find around them, put before the compiled templates of every package.
 *
 * `Q` is the template compiler's hook object: `Q.C(caller, event, handler)` calls an event handler written as
 * `{{module.handler}}`, `Q.A(handler)` makes a `change:property` observer. Both go to `__mp.wxs`, which the
 * runtime provides; see WxsHost in bundle.ts.
 */
export const WXS_SCRIPT = [
  'Q.C=(c,e,f)=>__mp.wxs.callHandler(c,e,f)',
  'Q.A=(f)=>__mp.wxs.makeObserver(f)',
  "var getRegExp=(p,f)=>new RegExp(p,f||'')",
  'var getDate=(...a)=>new Date(...a)',
  `var __wxsType=(v)=>{if(v===null||v===undefined)throw new TypeError("Cannot read property 'constructor' of "+v);return typeof v==='object'&&Object.prototype.hasOwnProperty.call(v,'constructor')?v.constructor:Object.prototype.toString.call(v).slice(8,-1)}`,
]
  .map((statement) => `${statement};`)
  .join('')
