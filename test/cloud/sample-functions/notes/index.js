// Notes of the person who calls: written, listed, changed, counted and removed.
const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const db = cloud.database()
const _ = db.command
const $ = db.command.aggregate
const notes = db.collection('notes')

const actions = {
  async add({ text, tags = [], stars = 0 }, owner) {
    const { _id } = await notes.add({
      data: { owner, text, tags, stars, createdAt: db.serverDate() },
    })
    return { _id }
  },

  async get({ id }) {
    const { data } = await notes.doc(id).get()
    return data
  },

  async list({ tag, atLeast = 0, skip = 0, limit = 20 }, owner) {
    const { data } = await notes
      .where({ owner, stars: _.gte(atLeast), ...(tag ? { tags: tag } : {}) })
      .orderBy('stars', 'desc')
      .orderBy('text', 'asc')
      .skip(skip)
      .limit(limit)
      .field({ text: true, stars: true, tags: true })
      .get()
    return data
  },

  async star({ id }) {
    const { stats } = await notes
      .doc(id)
      .update({ data: { stars: _.inc(1), tags: _.addToSet('starred') } })
    return stats
  },

  async rewrite({ id, text }, owner) {
    const { stats } = await notes.doc(id).set({ data: { owner, text, tags: [], stars: 0 } })
    return stats
  },

  async count(_event, owner) {
    const { total } = await notes.where({ owner }).count()
    return total
  },

  async starsByTag(_event, owner) {
    const { list } = await notes
      .aggregate()
      .match({ owner })
      .unwind('$tags')
      .group({ _id: '$tags', notes: $.sum(1), stars: $.sum('$stars') })
      .sort({ _id: 1 })
      .end()
    return list
  },

  async remove({ id }) {
    const { stats } = await notes.doc(id).remove()
    return stats
  },

  async clear(_event, owner) {
    const { stats } = await notes.where({ owner }).remove()
    return stats
  },
}

exports.main = async (event) => {
  const { OPENID } = cloud.getWXContext()
  const action = actions[event.action]
  if (!action) throw new Error(`no action ${event.action}`)
  return action(event, OPENID)
}
