/** The shell's style sheet. Sizes are WeChat's own and do not follow the type size, as WeChat's chrome does not. */
export const SHELL_STYLE = `
:root{--mp-bg:#ededed;--mp-card:#fff;--mp-text:rgba(0,0,0,.9);--mp-faint:rgba(0,0,0,.55);--mp-line:rgba(0,0,0,.1);--mp-press:rgba(0,0,0,.05);--mp-link:#576b95;--mp-green:#07c160;--mp-fill:rgba(0,0,0,.05);--mp-red:#fa5151}
:root[data-theme=dark]{--mp-bg:#111;--mp-card:#2c2c2c;--mp-text:rgba(255,255,255,.8);--mp-faint:rgba(255,255,255,.5);--mp-line:rgba(255,255,255,.08);--mp-press:rgba(255,255,255,.06);--mp-link:#7d90a9;--mp-fill:rgba(255,255,255,.08);color-scheme:dark}
html,body{margin:0;height:100%;overflow:hidden;background:var(--mp-bg)}
#mp-phone{position:fixed;inset:0;overflow:hidden;color:var(--mp-text);font-size:17px;line-height:1.4;-webkit-text-size-adjust:100%;user-select:none;font-family:inherit}
#mp-phone *{box-sizing:border-box}
#mp-phone [hidden]{display:none!important}
#mp-phone button{font:inherit;color:inherit;background:none;border:0;padding:0;margin:0;cursor:pointer;text-align:inherit;-webkit-tap-highlight-color:transparent}
#mp-phone :focus-visible{outline:2px solid var(--mp-link);outline-offset:-2px}
#mp-phone h1,#mp-phone h2,#mp-phone p,#mp-phone pre{margin:0;font:inherit}
.mp-icon{display:inline-flex}
.mp-frames{position:absolute;inset:0}
.mp-frames iframe{position:absolute;left:0;width:100%;border:0;background:#fff;visibility:hidden}
.mp-frames iframe.mp-shown{visibility:visible}
@media (prefers-reduced-motion:no-preference){
.mp-frames iframe.mp-in{animation:mp-in .22s cubic-bezier(.2,.7,.3,1)}
.mp-frames iframe.mp-back{animation:mp-back .2s ease-out}
.mp-sheet .mp-dialog-body{animation:mp-up .2s ease-out}
@media (prefers-reduced-motion:reduce){.mp-frames iframe,#mp-phone .mp-dialog-body{animation:none!important}}
}
@keyframes mp-in{from{translate:40% 0;opacity:.4}}
@keyframes mp-back{from{translate:-12% 0;opacity:.6}}
@keyframes mp-up{from{translate:0 60%}}
@keyframes mp-spin{to{rotate:360deg}}
@keyframes mp-dots{0%,80%,100%{opacity:.25}40%{opacity:1}}
.mp-navigation{position:absolute;inset:0 0 auto;z-index:3}
.mp-navigation.mp-custom{pointer-events:none}
.mp-status-bar{display:flex;align-items:center;justify-content:space-between;padding:0 22px;font-size:15px;font-weight:600;line-height:1}
.mp-status-bar span:last-child{display:flex}
.mp-navigation-bar{position:relative;height:44px;display:flex;align-items:center;justify-content:center}
.mp-navigation-left{position:absolute;left:6px;top:0;height:44px;display:flex;align-items:center}
.mp-navigation-middle{display:flex;align-items:center;gap:6px;max-width:calc(100% - 208px);min-width:0}
.mp-title{font-size:17px!important;font-weight:500!important;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.mp-navigate{width:36px;height:44px;display:inline-flex;align-items:center;justify-content:center;font-size:24px!important}
.mp-capsule{position:absolute;z-index:4;display:flex;border:.5px solid rgba(0,0,0,.12);border-radius:16px;background:rgba(255,255,255,.6);color:#000}
.mp-capsule[data-on=dark]{border-color:rgba(255,255,255,.25);background:rgba(0,0,0,.2);color:#fff}
.mp-capsule button{flex:1;display:flex;align-items:center;justify-content:center;font-size:20px!important;position:relative}
.mp-capsule button+button:before{content:"";position:absolute;left:0;height:18px;width:.5px;background:currentColor;opacity:.25}
.mp-tab-bar{position:absolute;inset:auto 0 0;z-index:3;display:flex}
.mp-tab-bar:before{content:"";position:absolute;inset:0 0 auto;height:.5px;background:var(--mp-line)}
.mp-tab-bar[data-border=white]:before{background:rgba(255,255,255,.6)}
.mp-tab{flex:1;min-width:0;height:49px;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:2px}
.mp-tab-icon{position:relative;height:27px;min-width:27px;display:flex}
.mp-tab-icon img{width:27px;height:27px;display:block}
.mp-tab-icon:empty{display:none}
.mp-tab-text{font-size:10px;line-height:14px;max-width:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mp-badge,.mp-dot{position:absolute;background:var(--mp-red);color:#fff;font-weight:400;border-radius:9px}
.mp-badge{top:-3px;left:18px;min-width:18px;height:18px;padding:0 5px;font-size:12px;line-height:18px;text-align:center;white-space:nowrap}
.mp-dot{top:-1px;left:25px;width:8px;height:8px}
.mp-pull-down{position:absolute;left:0;right:0;height:50px;display:flex;gap:6px;align-items:center;justify-content:center;color:#999;z-index:1}
.mp-pull-down[data-style=light]{color:#fff}
.mp-pull-down i{width:8px;height:8px;border-radius:50%;background:currentColor;animation:mp-dots 1.2s infinite}
.mp-pull-down i:nth-child(2){animation-delay:.15s}.mp-pull-down i:nth-child(3){animation-delay:.3s}
.mp-spinner{width:18px;height:18px;flex:none;display:inline-block;border:2px solid currentColor;border-right-color:transparent;border-radius:50%;animation:mp-spin .9s linear infinite}
.mp-spinner.mp-large{width:34px;height:34px;border-width:3px}
.mp-toast-layer{position:fixed;inset:0;width:100%;height:100%;margin:0;padding:0;border:0;background:none;overflow:hidden;pointer-events:none;display:flex;align-items:center;justify-content:center}
.mp-toast-layer.mp-mask{pointer-events:auto}
.mp-toast{background:#4c4c4c;color:rgba(255,255,255,.95);border-radius:8px;padding:12px 18px;max-width:min(240px,80%);font-size:15px;text-align:center;margin-bottom:10vh;overflow-wrap:anywhere;white-space:pre-line}
.mp-toast.mp-with-icon{width:136px;min-height:136px;padding:22px 10px 16px;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:12px;font-size:16px}
.mp-toast-picture{font-size:44px;line-height:1;display:flex;max-width:44px;max-height:44px}
dialog{border:0;padding:0;margin:0;background:none;color:var(--mp-text);max-width:none;max-height:none;overscroll-behavior:contain}
dialog::backdrop{background:rgba(0,0,0,.6)}
.mp-modal{margin:auto;width:min(320px,calc(100% - 48px))}
.mp-modal .mp-dialog-body{background:var(--mp-card);border-radius:12px;overflow:hidden}
.mp-modal-text{padding:30px 24px;text-align:center;max-height:60vh;overflow:auto}
.mp-modal-title{font-size:17px!important;font-weight:600!important;margin-bottom:14px!important;overflow-wrap:anywhere}
.mp-modal-text p{color:var(--mp-faint);white-space:pre-line;overflow-wrap:anywhere}
.mp-modal-text p.mp-modal-only{color:var(--mp-text)}
.mp-modal-input{width:100%;min-height:44px;border:0;border-radius:6px;background:var(--mp-fill);color:inherit;font:inherit;padding:10px 12px;resize:none;field-sizing:content;max-height:30vh;user-select:text}
.mp-modal-buttons{display:flex;border-top:.5px solid var(--mp-line)}
.mp-modal-buttons button{flex:1;min-height:56px;padding:6px!important;font-weight:600!important;text-align:center!important}
.mp-modal-buttons button+button{border-left:.5px solid var(--mp-line)!important}
#mp-phone .mp-confirm{color:var(--mp-link)}
.mp-sheet{margin:auto auto 0;width:100%;max-width:480px;max-height:88%}
.mp-sheet .mp-dialog-body{background:var(--mp-bg);border-radius:12px 12px 0 0;overflow:hidden auto;max-height:88vh;padding-bottom:var(--mp-safe-bottom,0)}
.mp-choices{background:var(--mp-card)}
.mp-choices-title{font-size:13px!important;color:var(--mp-faint);text-align:center;padding:16px 20px!important}
#mp-phone .mp-choice{display:block;width:100%;min-height:56px;padding:8px 16px;text-align:center;background:var(--mp-card);border-top:.5px solid var(--mp-line)}
#mp-phone .mp-choice:active{background:linear-gradient(var(--mp-press),var(--mp-press)),var(--mp-card)}
#mp-phone .mp-choice-cancel{margin-top:8px}
.mp-picker-head{display:flex;justify-content:space-between;align-items:center;height:56px;padding:0 8px;background:var(--mp-card);border-bottom:.5px solid var(--mp-line)}
.mp-picker-head span{font-size:15px;color:var(--mp-faint)}
#mp-phone .mp-link{color:var(--mp-faint);height:44px;padding:0 12px}
#mp-phone .mp-link.mp-strong{color:var(--mp-link);font-weight:600}
.mp-wheels{position:relative;display:flex;background:var(--mp-card);height:240px}
.mp-wheels:before{content:"";position:absolute;left:12px;right:12px;top:96px;height:48px;border-radius:8px;background:var(--mp-fill);pointer-events:none}
.mp-wheel{flex:1;min-width:0;overflow-y:auto;scroll-snap-type:y mandatory;scrollbar-width:none;mask-image:linear-gradient(transparent,#000 45%,#000 55%,transparent)}
.mp-wheel-rows{padding:96px 0}
.mp-wheel-row{height:48px;line-height:48px;padding:0 4px;text-align:center;scroll-snap-align:center;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;cursor:pointer}
.mp-full{width:100%;height:100%}
.mp-full .mp-dialog-body{width:100%;height:100%}
.mp-preview{position:relative;width:100%;height:100%;background:#000;color:#fff;display:flex;align-items:center;justify-content:center}
.mp-preview-picture{max-width:100%;max-height:100%;object-fit:contain}
.mp-preview-count{position:absolute;top:54px;left:0;right:0;text-align:center;font-size:15px}
#mp-phone .mp-full-close{position:absolute;top:44px;left:8px;width:44px;height:44px;display:flex;align-items:center;justify-content:center;font-size:24px}
#mp-phone .mp-preview-turn{position:absolute;top:50%;width:44px;height:64px;margin-top:-32px;display:flex;align-items:center;justify-content:center;font-size:28px}
.mp-previous{left:0}.mp-next{right:0;rotate:180deg}
.mp-document{display:flex;flex-direction:column;height:100%;background:var(--mp-bg)}
.mp-document-head{display:flex;align-items:center;gap:4px;padding:var(--mp-status-bar,0) 8px 0;background:var(--mp-card)}
.mp-document-head span:last-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-weight:500}
.mp-document-facts{display:flex;flex-direction:column;align-items:center;gap:4px;padding:28px 20px 20px;text-align:center}
.mp-document-icon{font-size:56px;color:var(--mp-link);display:flex}
.mp-document-name{overflow-wrap:anywhere}
.mp-document-look{flex:1;min-height:0;width:100%;border:0;background:var(--mp-card);object-fit:contain;overflow:auto;padding:12px;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;user-select:text}
iframe.mp-document-look{padding:0}
.mp-document-none{padding:0 32px;text-align:center}
#mp-phone .mp-faint{color:var(--mp-faint);font-size:14px}
.mp-ellipsis{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0}
.mp-ask-head{padding:22px 20px 12px;background:var(--mp-card)}
.mp-ask-app{display:flex;align-items:center;gap:8px;font-size:14px;margin-bottom:14px}
.mp-ask-app i{width:22px;height:22px;border-radius:50%;background:var(--mp-green)}
#mp-phone .mp-ask-head h2{font-size:18px;font-weight:600}
.mp-ask-head p{margin-top:6px!important}
.mp-sheet .mp-dialog-body:has(.mp-ask-head){background:var(--mp-card)}
.mp-ask-list{padding:0 20px}
#mp-phone .mp-ask-row{display:flex;align-items:center;gap:12px;min-height:48px;width:100%;padding:8px 0;border-top:.5px solid var(--mp-line);overflow-wrap:anywhere;cursor:pointer}
#mp-phone .mp-ask-row>span{min-width:0;overflow-wrap:anywhere}
#mp-phone .mp-ask-row>span:first-child{flex:1}
#mp-phone .mp-ask-row>.mp-whole:first-child{flex:none;max-width:70%}
#mp-phone label.mp-ask-row.mp-faint{padding:8px 20px}
.mp-tick{width:20px;height:20px;flex:none;margin:0;accent-color:var(--mp-green)}
.mp-end{margin-left:auto}
.mp-ask-buttons{display:flex;gap:16px;padding:20px;justify-content:center}
#mp-phone .mp-button{flex:1;max-width:184px;min-height:44px;padding:8px 16px;border-radius:8px;text-align:center;background:var(--mp-fill);color:var(--mp-text);font-weight:500;cursor:pointer}
#mp-phone .mp-button.mp-primary{background:var(--mp-green);color:#fff}
#mp-phone .mp-file-button{display:block;max-width:none;margin:8px 20px;position:relative;overflow:hidden}
#mp-phone .mp-file-button:focus-within{outline:2px solid var(--mp-link)}
.mp-file{position:absolute;inset:0;opacity:0;font-size:0;cursor:pointer}
.mp-text{display:block;width:calc(100% - 40px);margin:8px 20px;min-height:44px;padding:0 12px;border:0;border-radius:6px;background:var(--mp-fill);color:inherit;font:inherit;user-select:text}
.mp-ask-fields{display:flex;gap:8px;padding:8px 20px 0}
.mp-ask-fields .mp-text{width:auto;min-width:0;flex:1;margin:0;font-size:14px}
#mp-phone .mp-problem{color:var(--mp-red);font-size:14px;padding:0 20px;min-height:20px}
.mp-card{margin:4px auto 0;width:240px;padding:12px;border-radius:8px;background:var(--mp-card);border:.5px solid var(--mp-line)}
.mp-card-app{font-size:12px;color:var(--mp-faint)}
.mp-card-title{font-size:15px;margin:6px 0;overflow-wrap:anywhere;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.mp-card img{width:100%;aspect-ratio:5/4;object-fit:cover;display:block;border-radius:4px;background:var(--mp-fill)}
.mp-card-foot{font-size:11px;color:var(--mp-faint);border-top:.5px solid var(--mp-line);margin-top:8px;padding-top:4px}
.mp-away{position:absolute;inset:0;z-index:6;background:var(--mp-bg);display:flex;flex-direction:column;align-items:center;justify-content:center;gap:20px;padding:24px;text-align:center}
#mp-phone .mp-away .mp-button{flex:none}
`
