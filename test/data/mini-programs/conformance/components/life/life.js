const { note } = require('../../lib/note')
const say = (what) => function (argument) {
  note(`${this.data.name || '-'}.${what}${what === 'resize' ? ` ${argument.size.windowWidth}` : ''}`)
}
Component({
  properties: { name: String },
  lifetimes: { created: say('created'), attached: say('attached'), ready: say('ready'), detached: say('detached'), moved: say('moved') },
  pageLifetimes: { show: say('show'), hide: say('hide'), resize: say('resize') },
})
