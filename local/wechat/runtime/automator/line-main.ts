/** The script `/line.js`: puts `window.__phoneLine` in place before anything else runs. */
import { connectLine } from './line'
import { showNote, showProblems } from './problems'

window.__phoneLine = connectLine({
  phoneId: window.__phone.id,
  onMessage(message) {
    if (message.type === 'reload') location.reload()
    else if (message.type === 'problems') showProblems(message.problems)
  },
  onRefused: () => showNote('这部手机已经在另一个窗口里打开。'),
})

document.addEventListener('DOMContentLoaded', () => showProblems(window.__phoneDocument.problems))
