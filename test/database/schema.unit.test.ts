import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { inSchema, schemaOf, withSettings } from '../../src/database/schema.js';

/** What node-postgres makes of a connection string. */
function read(url: string): Record<string, unknown> {
  const client = new pg.Client({ connectionString: url });
  const { host, user, password, database } = client;
  const parameters: unknown = Reflect.get(client, 'connectionParameters');
  return { host, user, password, database, options: (parameters as { options: string }).options };
}

describe('a connection string', () => {
  it('names the schema as a startup parameter, and nothing else changes', () => {
    const url = inSchema('postgresql://user:secret@db.example:5433/app?application_name=x', 'hooks');
    expect(read(url)).toMatchObject({ host: 'db.example', user: 'user', password: 'secret', database: 'app' });
    expect(read(url)['options']).toBe('-c search_path=hooks');
    expect(schemaOf(url)).toBe('hooks');
  });

  it.each(['100%', 'a b', 'ü+&=#'])('keeps a password that is not escaped as it should be: %s', (password) => {
    const written = password.replace('#', '%23');
    const before = `postgresql://user:${written}@db.example/app`;
    const url = inSchema(before, 'hooks');
    expect(read(url)).toMatchObject({ password: read(before)['password'], options: '-c search_path=hooks' });
  });

  it('may have options of its own; of two schemas the last is in force', () => {
    const given = 'postgresql://db.example/app?options=-c%20work_mem%3D8MB&sslmode=disable';
    const url = withSettings(inSchema(inSchema(given, 'first'), 'hooks'), { jit: 'off' });
    expect(read(url)['options']).toBe('-c work_mem=8MB -c search_path=first -c search_path=hooks -c jit=off');
    expect(new URL(url).searchParams.get('sslmode')).toBe('disable');
    expect(schemaOf(url)).toBe('hooks');
  });

  it('that names none is refused', () => {
    expect(() => schemaOf('postgresql://user:hush@db.example/app')).toThrow(
      /^The connection string names no schema\.$/,
    );
  });
});
