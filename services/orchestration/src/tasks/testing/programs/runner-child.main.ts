// A process of its own that runs tasks, for the spec that kills it: each has one step with an effect in our own schema.
import { createDataSource } from '@vividwalls/persistence';
import { setTimeout as sleep } from 'node:timers/promises';
import { StepDoneAlready, taskSteps } from '../../steps/task-steps.js';
import { TaskTrial } from '../task-trial.js';
import { done, FunctionExecutors, type Work } from '../trial-ports.js';

const { databaseUrl, leaseMs } = JSON.parse(process.env['RUNNER_CHILD']!) as { databaseUrl: string; leaseMs: number };
const dataSource = await createDataSource({ url: databaseUrl, schema: 'orchestration' }).initialize();

const work: Work = async (request, signal) => {
  const { taskId, doneSteps } = request;
  await sleep(20);
  if (!doneSteps.has('effect')) {
    try {
      await dataSource.transaction(async (tx) => {
        await tx.query('INSERT INTO effects (task_id) VALUES ($1)', [taskId]);
        await taskSteps.done(tx, taskId, 'effect', null, new Date());
      });
    } catch (error) {
      if (!(error instanceof StepDoneAlready)) throw error;
    }
  }
  await sleep(20);
  return done(request, signal);
};

const settings = { leaseMs, heartbeatMs: leaseMs / 3, sweepMs: 100, batch: 20, concurrency: 20 };
new TaskTrial(dataSource, {
  owner: `child-${process.pid}`,
  executors: new FunctionExecutors({ work }),
  settings,
}).runner.start();
console.log('ready');
