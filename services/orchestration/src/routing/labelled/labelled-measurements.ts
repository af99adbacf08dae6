import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Rosters, type Roster } from '../../registry/roster.js';
import { findCorrections } from '../corrections/correction-rows.js';
import { PreparedRules } from '../prepared-rules.js';
import { personaRuleOf, type PersonaRule } from '../rules/persona-rule.js';
import { noRule } from '../rules/rule-faults.js';
import { seededLabels, seededPersonaWords } from '../seeds/seeds.js';
import { LivePersonaRules } from '../state/live-persona-rules.js';
import { measured, type Measured } from '../../measured/measured.js';
import { judge } from './judge.js';
import { labelledStates } from './labelled-states.js';
import type { LabelledTask } from './labelled-task.js';
import { measureRoutingInTurns, nameOfDecision, type RoutingAccuracy, type StateOf } from './measure-routing.js';

/** What of the labelled set a rule would decide otherwise. */
export interface DraftTest {
  readonly before: Measured;
  readonly after: Measured;
  readonly changed: readonly {
    readonly id: string;
    readonly text: string | null;
    readonly before: string;
    readonly after: string;
    readonly verdict: 'better' | 'worse' | 'neither';
  }[];
}

/**
 * Measures routing by what people said, each task by a state that has not learnt from it. How agents do at the moment has no part in
 * it: it is about understanding.
 */
@Injectable()
export class LabelledMeasurements {
  private readonly labels = seededLabels();
  private readonly vocabulary = seededPersonaWords();
  private last: { readonly of: readonly unknown[]; readonly accuracy: Accuracy } | undefined;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly rosters: Rosters,
    private readonly live: LivePersonaRules,
  ) {}

  /** Of the delivered set, and apart from it of what people corrected. */
  async accuracy(): Promise<Accuracy> {
    const roster = await this.rosters.current();
    const { version, prepared } = await this.live.current(this.dataSource);
    const corrections = await findCorrections(this.dataSource);
    const of = [roster, prepared, JSON.stringify(corrections)];
    if (!this.last || this.last.of.some((one, n) => one !== of[n])) {
      const stateOf = this.states(roster, prepared, version, corrections);
      const set = await measureRoutingInTurns(this.labels, stateOf);
      const accuracy = { set, corrected: await measureRoutingInTurns(corrections, stateOf) };
      this.last = { of, accuracy };
    }
    return this.last.accuracy;
  }

  /** What would change if the newest version of a rule went live. @throws Problem 404 */
  async test(ruleId: string): Promise<DraftTest> {
    const draft = await this.live.rules.find(this.dataSource, ruleId);
    if (!draft) throw noRule(ruleId);
    const roster = await this.rosters.current();
    const rules = (await this.live.rules.live(this.dataSource)).map(personaRuleOf);
    const after = [...rules.filter(({ id }) => id !== ruleId), personaRuleOf(draft)];
    const corrections = await findCorrections(this.dataSource);
    const stateOf = (of: readonly PersonaRule[]) =>
      this.states(roster, new PreparedRules(of, this.live.cache), 0, corrections);
    const [stateBefore, stateAfter] = [stateOf(rules), stateOf(after)];
    const judged = [...this.labels, ...corrections].map((task) => {
      const [was, is] = [judge(task, stateBefore(task)), judge(task, stateAfter(task))];
      const [before, then] = [nameOfDecision(was.decision), nameOfDecision(is.decision)];
      return { task, before, after: then, wasRight: was.isRight, isRight: is.isRight };
    });
    return {
      before: measured(judged.map(({ wasRight }) => ({ isRight: wasRight }))),
      after: measured(judged),
      changed: judged
        .filter(({ before, after: then }) => before !== then)
        .map(({ task, before, after: then, wasRight, isRight }) => ({
          ...{ id: task.id, text: task.context.text ?? null, before, after: then },
          verdict: wasRight === isRight ? 'neither' : isRight ? 'better' : 'worse',
        })),
    };
  }

  private states(
    roster: Roster,
    prepared: PreparedRules,
    rulesVersion: number,
    corrections: readonly LabelledTask[],
  ): StateOf {
    return labelledStates({
      ...{ roster, prepared, rulesVersion, corrections },
      ...{ vocabulary: this.vocabulary, delivered: this.labels },
    });
  }
}

interface Accuracy {
  readonly set: RoutingAccuracy;
  readonly corrected: RoutingAccuracy;
}
