export { courseOf, inOrder, type Course, type Goal } from './course.js';
export { personaRequests, type PersonaRequest } from './request.js';
export { playbookTasks } from './playbook-tasks.js';
export { proofTasks, type Arm, type ProofTask, type Proven, type ProvingState } from './proof-tasks.js';
