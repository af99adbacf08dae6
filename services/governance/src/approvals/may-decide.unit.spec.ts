import { whyMayNotDecide, whyMayNotReceive } from './may-decide.js';

const open = { asker: 'user:anna', approvers: [], delegates: [] };
const listed = { ...open, approvers: ['user:owner', 'user:anna'] };
const handed = { ...listed, delegates: ['key:ben'] };

describe('who may decide', () => {
  it.each([
    ['everybody where no list is', open, 'user:owner', [], undefined],
    ['whoever is on the list', listed, 'user:owner', [], undefined],
    ['a person by their key', open, 'key:ben', [], undefined],
    ['whoever was delegated to', handed, 'key:ben', [], undefined],
    ['a second person, after the first', listed, 'user:owner', ['key:ben'], undefined],
    ['nobody on what they asked for', open, 'user:anna', [], 'own question'],
    ['nobody on what they asked for, listed or not', listed, 'user:anna', [], 'own question'],
    ['not the asker by delegation', { ...open, delegates: ['user:anna'] }, 'user:anna', [], 'own question'],
    ['nobody who is not on the list', listed, 'user:carl', [], 'not asked'],
    ['nobody twice', listed, 'user:owner', ['user:owner'], 'voted already'],
    ['nobody twice, by delegation', handed, 'key:ben', ['key:ben'], 'voted already'],
    ['no agent', open, 'agent:finance-director', [], 'no person'],
    ['no agent, even when listed', { ...open, approvers: ['agent:x'] }, 'agent:x', [], 'no person'],
    ['no rule', open, 'rule:paid-order', [], 'no person'],
    ['not the system', open, 'system', [], 'no person'],
  ])('%s', (_what, asked, actor, voted, why) => expect(whyMayNotDecide(asked, actor, voted)?.why).toBe(why));
});

describe('to whom it can be handed', () => {
  it.each([
    ['another person', listed, 'user:owner', 'user:carl', undefined],
    ['no agent', listed, 'user:owner', 'agent:x', /no person/],
    ['not oneself', listed, 'user:owner', 'user:owner', /yours already/],
    ['not whoever asked', { ...listed, approvers: ['user:owner'] }, 'user:owner', 'user:anna', /asked for it/],
    ['nobody who may already', handed, 'user:owner', 'key:ben', /may decide it already/],
  ])('%s', (_what, asked, from, to, why) => {
    const said = whyMayNotReceive(asked, from, to);
    if (why === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(why);
  });
});
