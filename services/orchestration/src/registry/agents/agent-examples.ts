/** Of the body of an agent, for the documentation of the route. */
export const AGENT_EXAMPLES = {
  new: {
    summary: 'A new agent',
    value: {
      ...{ name: 'Gift Card Agent', department: 'Sales', reportsTo: 'sales-director', role: 'gift cards' },
      capabilities: [{ name: 'sales.quote', expertise: 0.7, costMinor: '6', allowanceMinor: '3' }],
    },
  },
  executor: {
    summary: 'Another executor for an agent that there is',
    value: {
      ...{ name: 'SEO/SEM Agent', department: 'Marketing', reportsTo: 'marketing-director', expectedVersion: 1 },
      executor: { kind: 'llm', settings: { model: 'gpt-5-mini' } },
    },
  },
};
