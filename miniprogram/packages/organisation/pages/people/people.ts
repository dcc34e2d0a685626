import type { PersonRow } from '../../../../../typings/member'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { type Found, peopleNote, type SearchBox, searchBox } from '../../../../services/search-box'
import { branchCard, type Card, HOME_CARD } from '../../../../services/share'
import { roleWords, STAGE_NAMES } from '../../../../services/words'
import { personPath } from '../../services/links'
import { foundPerson } from '../../services/person-words'

interface Row {
  memberId: string
  name: string
  note: string
  joined: boolean
}

/** People of one organisation, and anybody below it by name. */
definePage({
  data: {
    ...SHELL,
    name: '',
    people: [] as Row[],
    joined: 0,
    onlyMissing: false,
    words: '',
    found: [] as Row[],
    foundNote: '',
    hasCard: false,
    mayInvite: false,
  },
  orgId: '',
  card: null as Card | null,
  box: null as SearchBox | null,

  onLoad(query: { org?: string }): void {
    this.orgId = query.org ?? ''
    this.box = searchBox<Row>(
      (words) => this.search(words),
      (words, { rows, note }) => this.setData({ words, found: rows, foundNote: note }),
    )
  },
  onShow(): void {
    void this.load()
  },
  onUnload(): void {
    this.box?.stop()
  },

  async load(): Promise<void> {
    const { orgId } = this
    let mayInvite = false
    const trouble = await present(this, ['member.branch', { orgId }, `branch:${orgId}`], (view) => {
      mayInvite = view.may.includes('invite')
      return {
        name: view.organisation.name,
        people: view.people.map(rowOf),
        joined: view.joined,
        mayInvite,
      }
    })
    if (trouble === null && mayInvite && this.card === null) await this.makeCard()
  },

  /** Made when the page opens, because sharing cannot wait. */
  async makeCard(): Promise<void> {
    try {
      const { orgName, cardId } = await call('member.joinCard', { orgId: this.orgId, renew: false })
      this.card = branchCard(orgName, cardId)
      this.setData({ hasCard: true })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      console.info('people: no join card yet', error.code)
    }
  },

  onFilter(): void {
    this.setData({ onlyMissing: !this.data.onlyMissing })
  },
  onSearch(event: WechatMiniprogram.Input): void {
    const { value } = event.detail
    if (value.trim() !== '') this.box?.type(value)
    else {
      this.box?.stop()
      this.setData({ words: '', found: [], foundNote: '' })
    }
  },
  async search(words: string): Promise<Found<Row>> {
    const { found, more } = await call('member.find', { orgId: this.orgId, name: words })
    const rows = found.map((person) => ({ ...foundPerson(person), joined: true }))
    return { rows, note: peopleNote(words, found.length, more) }
  },
  onPerson(event: WechatMiniprogram.TouchEvent): void {
    const { member } = event.currentTarget.dataset as { member: string }
    void wx.navigateTo({ url: personPath(this.orgId, member) })
  },
  onShareAppMessage(event: WechatMiniprogram.Page.IShareAppMessageOption) {
    return (event.from === 'button' && this.card) || HOME_CARD
  },
})

function rowOf(row: PersonRow): Row {
  const roles = row.roles.map((role) => roleWords(role, row))
  const from = row.attachedFrom === undefined ? [] : [`来自${row.attachedFrom}`]
  return {
    memberId: row.memberId,
    name: row.name,
    note: [...roles, STAGE_NAMES[row.stage], ...from].join(' · '),
    joined: row.joined,
  }
}
