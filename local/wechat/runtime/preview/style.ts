/** Quiet and readable in both themes; the phones are what one looks at. */
export const STYLE = `
:root { color-scheme: light dark; --page: #f5f6f7; --card: #fff; --text: #1f2329; --quiet: #646a73; --line: #dee0e3; --red: #c7000b }
@media (prefers-color-scheme: dark) { :root { --page: #17181a; --card: #232528; --text: #ebebeb; --quiet: #a6a9ae; --line: #3a3d41; --red: #ff6b6b } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 14px/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC Variable", system-ui, sans-serif }
h1 { font-size: 17px; margin: 0 }
h2 { font-size: 14px; margin: 0 0 8px }
.desk { display: flex; flex-wrap: wrap; gap: 24px; padding: 24px; align-items: flex-start }
.phone { background: var(--card); border: 1px solid var(--line); border-radius: 28px; padding: 12px; display: flex; flex-direction: column; gap: 12px }
.phone iframe { border: 1px solid var(--line); border-radius: 20px; background: #fff; display: block; align-self: center }
.who { display: flex; gap: 8px }
.who select { flex: 1; min-width: 0 }
aside { width: 360px; max-width: 100%; display: flex; flex-direction: column; gap: 16px }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px }
.switches { margin-top: 8px; display: flex; flex-wrap: wrap; gap: 4px 16px }
fieldset { border: 0; padding: 0; margin: 0; display: flex; align-items: center; gap: 8px }
legend { float: left; color: var(--quiet); padding: 0 }
.choice { position: relative; cursor: pointer }
.choice input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer }
.choice span { display: block; min-width: 36px; line-height: 30px; padding: 0 8px; text-align: center; border: 1px solid var(--line); border-radius: 8px }
.choice input:checked + span { border-color: var(--red); color: var(--red); font-weight: 600 }
.choice input:focus-visible + span { outline: 2px solid var(--red); outline-offset: 1px }
select, button { font: inherit; min-height: 36px; border-radius: 8px; border: 1px solid var(--line); background: var(--card); color: var(--text); padding: 4px 12px }
button:hover { border-color: var(--quiet) }
:focus-visible { outline: 2px solid var(--red); outline-offset: 1px }
.buttons { margin-top: 8px; display: flex; flex-wrap: wrap; gap: 8px }
ul { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: 8px }
section ul { max-height: 420px; overflow-y: auto; overscroll-behavior: contain }
li { border-top: 1px solid var(--line); padding-top: 8px; overflow-wrap: anywhere }
li:first-child { border-top: 0; padding-top: 0 }
.quiet { color: var(--quiet); margin: 0; overflow-wrap: anywhere }
.problems { border-color: var(--red) }
.problems h2 { color: var(--red) }
`
