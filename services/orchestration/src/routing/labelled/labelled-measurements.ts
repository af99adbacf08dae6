import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Rosters, type Roster } from '../../registry/roster.js';
import { findCorrections } from '../corrections/correction-rows.js';
import { PreparedRules } from '../prepared-rules.js';
import type { RoutingState } from '../routing-decision.js';
import { personaRuleOf, type PersonaRule } from '../rules/persona-rule.js';
import { noRule } from '../rules/rule-faults.js';
import { route } from '../route.js';
import { seededLabels } from '../seeds/seeds.js';
import { LivePersonaRules } from '../state/live-persona-rules.js';
import { measured, type Measured } from '../../measured/measured.js';
import { isAsExpected, measureRouting, nameOfDecision, routable, type RoutingAccuracy } from './measure-routing.js';

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

/** Measures routing by what people said. How agents do at the moment has no part in it: it is about understanding. */
@Injectable()
export class LabelledMeasurements {
  private readonly labels = seededLabels();
  private last:
    { readonly roster: Roster; readonly prepared: PreparedRules; readonly set: RoutingAccuracy } | undefined;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly rosters: Rosters,
    private readonly live: LivePersonaRules,
  ) {}

  /** Of the delivered set, and apart from it of what people corrected. */
  async accuracy(): Promise<{ readonly set: RoutingAccuracy; readonly corrected: RoutingAccuracy }> {
    const roster = await this.rosters.current();
    const { version, prepared } = await this.live.current(this.dataSource);
    const state = neutral(roster, prepared, version);
    if (this.last?.roster !== roster || this.last.prepared !== prepared) {
      this.last = { roster, prepared, set: measureRouting(this.labels, state) };
    }
    return { set: this.last.set, corrected: measureRouting(await findCorrections(this.dataSource), state) };
  }

  /** What would change if the newest version of a rule went live. @throws Problem 404 */
  async test(ruleId: string): Promise<DraftTest> {
    const draft = await this.live.rules.find(this.dataSource, ruleId);
    if (!draft) throw noRule(ruleId);
    const roster = await this.rosters.current();
    const rules = (await this.live.rules.live(this.dataSource)).map(personaRuleOf);
    const after = [...rules.filter(({ id }) => id !== ruleId), personaRuleOf(draft)];
    const stateOf = (of: readonly PersonaRule[]) => neutral(roster, new PreparedRules(of, this.live.cache), 0);
    const [stateBefore, stateAfter] = [stateOf(rules), stateOf(after)];
    const judged = [...this.labels, ...(await findCorrections(this.dataSource))].map((task) => {
      const [was, is] = [route(routable(task), stateBefore), route(routable(task), stateAfter)];
      const [wasRight, isRight] = [isAsExpected(was, task.expected), isAsExpected(is, task.expected)];
      return { task, before: nameOfDecision(was), after: nameOfDecision(is), wasRight, isRight };
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
}

const neutral = (roster: Roster, prepared: PreparedRules, rulesVersion: number): RoutingState => ({
  ...{ roster, prepared, rulesVersion, conditions: new Map() },
});
