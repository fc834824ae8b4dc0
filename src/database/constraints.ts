import type { DriverAdapterError } from '@prisma/driver-adapter-utils';
import { Prisma } from '../../generated/prisma/client.js';

/** Appendix A of Postgres' manual. */
const CHECK_VIOLATION = '23514';

/**
 * The name of the constraint that a statement of Prisma's client was refused for: a foreign key, a check, or what a trigger of ours
 * keeps and words as a check. Null if the statement failed for something else.
 */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null;
  const driverError = error.meta?.['driverAdapterError'];
  if (!isDriverAdapterError(driverError)) return null;
  const { cause } = driverError;
  if (cause.kind === 'ForeignKeyConstraintViolation') {
    return cause.constraint && 'index' in cause.constraint ? cause.constraint.index : null;
  }
  // The adapter drops the name of a check; the message ends with it.
  if (cause.kind === 'postgres' && cause.code === CHECK_VIOLATION) return /"([^"]+)"$/.exec(cause.message)?.[1] ?? null;
  return null;
}

function isDriverAdapterError(error: unknown): error is DriverAdapterError {
  return error instanceof Error && error.name === 'DriverAdapterError';
}
