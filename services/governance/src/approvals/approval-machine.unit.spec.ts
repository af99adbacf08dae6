import {
  APPROVAL_MOVES,
  APPROVAL_STATES,
  stateAfter,
  type ApprovalMove,
  type ApprovalState,
} from './approval-machine.js';

/** Every state and every move; `-` where there is none. */
const TABLE: Readonly<Record<ApprovalState, string>> = {
  //              vote    approve  reject   ask_changes   delegate comment expire  withdraw  use  lapse
  pending: 'pending approved rejected changes_asked pending pending expired withdrawn - -',
  approved: '- - - - - - - - used lapsed',
  free: '- - - - - - - - used -',
  denied: '- - - - - - - - - -',
  used: '- - - - - - - - - -',
  rejected: '- - - - - - - - - -',
  changes_asked: '- - - - - - - - - -',
  expired: '- - - - - - - - - -',
  withdrawn: '- - - - - - - - - -',
  lapsed: '- - - - - - - - - -',
};

describe('an approval', () => {
  it.each(APPROVAL_STATES.flatMap((state) => APPROVAL_MOVES.map((move, n) => [state, move, n] as const)))(
    'that is %s, on %s',
    (state: ApprovalState, move: ApprovalMove, n: number) => {
      const expected = TABLE[state].split(' ')[n];
      expect(stateAfter(state, move) ?? '-').toBe(expected);
    },
  );

  it('ends: from no state but free, pending and approved is there a way on', () => {
    const open = APPROVAL_STATES.filter((state) => APPROVAL_MOVES.some((move) => stateAfter(state, move)));
    expect(open).toEqual(['free', 'pending', 'approved']);
  });
});
