import type { components } from '../../api/openapi';

type Schemas = components['schemas'];

export type Agent = Schemas['AgentView'];
export type AgentAtWork = Schemas['AgentAtWorkView'];
export type AgentReturn = Schemas['AttributionReturnView'];
export type HierarchyNode = Schemas['HierarchyNodeView'];
export type Capability = Schemas['CapabilityView'];
export type Expertise = Schemas['ExpertiseView'];
export type Migration = Schemas['MigrationStandingView'];
export type MigrationDetail = Schemas['MigrationDetailView'];
export type MigrationState = Migration['state'];
export type MatchRate = Schemas['MatchRateView'];
export type Finding = Schemas['FindingView'];
export type Communication = Schemas['CommunicationView'];
export type RosterPaths = Schemas['RosterPathsView'];
export type TakenPath = Schemas['TakenPathView'];
