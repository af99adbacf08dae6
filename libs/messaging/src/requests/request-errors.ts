import { contractName, type RequestContract } from './contract.js';

export type RequestErrorCode =
  | 'request-timed-out'
  | 'no-responder'
  | 'request-cancelled'
  | 'circuit-open'
  | 'question-invalid'
  | 'answer-invalid'
  | 'answer-failed'
  | 'too-many-requests'
  | 'broker-unavailable';

/** No answer, or none that can be used. `code` says why and is safe to show. */
export abstract class RequestError extends Error {
  abstract readonly code: RequestErrorCode;

  constructor(contract: RequestContract, message: string, options?: ErrorOptions) {
    super(`${contractName(contract)}: ${message}`, options);
    this.name = new.target.name;
  }
}

/** The deadline passed. Whether the question was handled is not known. */
export class RequestTimedOut extends RequestError {
  readonly code = 'request-timed-out';
  constructor(
    contract: RequestContract,
    message: string,
    /** True when the asker itself had to be done sooner: then it says nothing about the answerer. */
    readonly isCutShort = false,
  ) {
    super(contract, message);
  }
}

/** Nobody listens to this question: its service is down, or does not have the answerer yet. */
export class NoResponder extends RequestError {
  readonly code = 'no-responder';
}

/** The asker's signal was aborted. The answerer's signal is too, if it had begun. */
export class RequestCancelled extends RequestError {
  readonly code = 'request-cancelled';
}

/** The last questions failed in a row, so this one was not sent. */
export class CircuitOpen extends RequestError {
  readonly code = 'circuit-open';
}

/** The answerer does not accept the question: a mistake of the asker, or two versions that do not understand one another. */
export class QuestionInvalid extends RequestError {
  readonly code = 'question-invalid';
  constructor(
    contract: RequestContract,
    readonly faults: readonly string[],
  ) {
    super(contract, `the question is not valid: ${faults.join('; ')}`);
  }
}

/** The asker does not accept the answer. */
export class AnswerInvalid extends RequestError {
  readonly code = 'answer-invalid';
  constructor(
    contract: RequestContract,
    readonly faults: readonly string[],
  ) {
    super(contract, `the answer is not valid: ${faults.join('; ')}`);
  }
}

/** The answerer's handler threw. Its stack stays in the answerer's log; code and message come over. */
export class AnswerFailed extends RequestError {
  readonly code = 'answer-failed';
  constructor(
    contract: RequestContract,
    /** The `code` of the error there, or its name. */
    readonly answererCode: string,
    readonly answererMessage: string,
  ) {
    super(contract, `the answerer failed (${answererCode}): ${answererMessage}`);
  }
}

/** As many of these questions are open, here or at the answerer, as there may be. */
export class TooManyRequests extends RequestError {
  readonly code = 'too-many-requests';
  constructor(
    contract: RequestContract,
    /** Whose limit it was. */
    readonly side: 'asker' | 'answerer',
  ) {
    super(contract, `the ${side} has as many of these questions open as it may`);
  }
}

/** The connection is closed, or the broker refuses the question's subject to this service. */
export class BrokerUnavailable extends RequestError {
  readonly code = 'broker-unavailable';
}
