Component({ options: { virtualHost: true }, externalClasses: ['class'], properties: { text: String, style: String } })
