import type { PersonRow } from '../../../../../typings/member'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { branchCard, type Card, HOME_CARD } from '../../../../services/share'
import { roleWords, STAGE_NAMES } from '../../../../services/words'
import { personPath } from '../../services/links'

const REST = 300

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
  typing: undefined as ReturnType<typeof setTimeout> | undefined,

  onLoad(query: { org?: string }): void {
    this.orgId = query.org ?? ''
  },
  onShow(): void {
    void this.load()
  },
  onUnload(): void {
    if (this.typing !== undefined) clearTimeout(this.typing)
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
    if (this.typing !== undefined) clearTimeout(this.typing)
    this.data.words = event.detail.value.trim()
    if (this.data.words === '') this.setData({ words: '', found: [], foundNote: '' })
    else this.typing = setTimeout(() => void this.search(), REST)
  },
  async search(): Promise<void> {
    const { words } = this.data
    try {
      const { found, more } = await call('member.find', { orgId: this.orgId, name: words })
      if (words !== this.data.words) return
      this.setData({
        words,
        found: found.map(({ memberId, name, stage, orgName, maskedPhone }) => ({
          memberId,
          name,
          note: [STAGE_NAMES[stage], orgName, maskedPhone].filter(Boolean).join(' · '),
          joined: true,
        })),
        foundNote:
          found.length === 0
            ? `没有姓名以“${words}”开头的人`
            : more
              ? '只显示前 20 人，请把姓名输完整'
              : '',
      })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      if (words === this.data.words) this.setData({ words, found: [], foundNote: error.message })
    }
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
