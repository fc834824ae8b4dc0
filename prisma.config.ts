/** For `npx prisma`, which this repository does without: CONTRIBUTING says what stands in for it. */
export default {
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
};
