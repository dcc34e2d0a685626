Page({ data: { query: {} }, onLoad(query) { this.setData({ query }) } })
