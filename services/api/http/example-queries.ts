/** Queries to try first, formatted for people. They have figures in the sample. */
export const exampleQueries = {
  totals: `{
  totals(district: "330784", from: "2024-01", to: "2024-12", by: KIND) {
    rows {
      kind {
        code
        zh
      }
      acts
      people
      paidFen
    }
    view {
      position
      lag
    }
  }
}
`,
  acts: `{
  acts(first: 5) {
    edges {
      node {
        id
        on
        kind {
          zh
        }
        district {
          code
        }
        state
      }
    }
  }
}
`,
} as const;
