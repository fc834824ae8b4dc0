/**
 * What a user of each language types, from an empty folder to a client that compiles and a program that calls the service with it.
 * `npm run clients:check` runs these very strings, and the docs show them, so that they can't rot.
 *
 * Each list of commands is typed into one shell, in one folder for all documents. The documents are those that the service at WAYPOST_URL serves.
 */
import type { Naming } from './whatCameOut.js';

export const DOCUMENTS = ['webhooks', 'events', 'deliveries', 'platform', 'console'] as const;
export type DocumentName = (typeof DOCUMENTS)[number];

/** A program, and how it is compiled and started in the folder. */
export interface Program {
  /** Below the repository's folder. It is copied to the folder under its own name. */
  file: string;
  compile: string[];
  run: string;
}

export interface Language {
  /** As its users write it. */
  name: 'Python' | 'Go' | 'Java' | 'TypeScript';
  generator: string;
  version: string;
  /** Where the generator comes from. */
  registry: 'PyPI' | 'the Go module proxy' | 'Maven Central' | 'npm';
  /** The programs that have to be there. */
  needs: string[];
  /** Files that the commands expect in the folder, below the repository's. */
  files: string[];
  install: string[];
  /** Generates the client of one document. */
  generate(document: DocumentName): string[];
  /** Compiles what was generated, as strictly as the generator's own code allows. */
  compile(document: DocumentName): string[];
  /** Where the generated code is. */
  output(document: DocumentName): string;
  naming: Naming;
  /** Calls the service with all three clients, and verifies a notification. Null where another generator's sample speaks for the language. */
  program: Program | null;
  /** A receiver that verifies, deduplicates and answers at once. */
  receiver: Program | null;
}

const GENERATOR_JAR = '7.25.0';
const installJar = `mvn --quiet --batch-mode dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:${GENERATOR_JAR} -Dmdep.stripVersion -DoutputDirectory=.`;
// Its Python and Go make clients of the notifications, too, and write them without types: only the paths' operations are asked for.
const onlyOperations =
  '--global-property apis=Webhooks:Events:Deliveries:Health:Secrets:Tests:Accounts:Keys:Console:Overview:Sessions,models,supportingFiles,apiTests=false,modelTests=false';
const javaClasses = 'libraries/*:classes/webhooks:classes/events:classes/deliveries:classes/platform:classes/console';

export const languages: Language[] = [
  {
    name: 'Python',
    generator: 'openapi-python-client',
    version: '0.29.1',
    registry: 'PyPI',
    needs: ['python3', 'curl'],
    files: ['test/clients/python/requirements.txt'],
    install: [
      'python3 -m venv .venv',
      '. .venv/bin/activate',
      'pip install --quiet openapi-python-client==0.29.1 ruff==0.15.22 --requirement requirements.txt',
    ],
    generate: (document) => [
      download(document),
      `openapi-python-client generate --path ${document}.json --meta none --output-path waypost_${document} --overwrite`,
    ],
    compile: (document) => [`mypy --strict waypost_${document}`],
    output: (document) => `waypost_${document}`,
    naming: {
      operation: (id) => new RegExp(`/${snakeCase(id)}\\.py$`, 'm'),
      schema: (name) => new RegExp(`^class ${name}\\b`, 'm'),
      inlinesUnions: true,
    },
    program: {
      file: 'test/clients/python/program.py',
      compile: ['mypy --strict program.py'],
      run: 'python program.py',
    },
    receiver: {
      file: 'examples/receiver.py',
      compile: ['mypy --strict receiver.py'],
      run: 'python receiver.py',
    },
  },
  {
    // Rather than ogen 1.24, which ends on the constant `status` of the answers: "unsupported const encoding for type: alias(Success)".
    name: 'Go',
    generator: 'oapi-codegen',
    version: '2.8.2',
    registry: 'the Go module proxy',
    needs: ['go', 'curl'],
    files: [],
    install: [
      'go mod init clients',
      'go get -tool github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2',
      'go get github.com/oapi-codegen/runtime@v1.8.0 github.com/google/uuid@v1.6.0',
      'go get github.com/standard-webhooks/standard-webhooks/libraries@v0.0.1',
    ],
    generate: (document) => [
      download(document),
      `mkdir -p ${document}`,
      // Without skip-prune it leaves out what only the notifications use.
      `go tool oapi-codegen -generate types,client,skip-prune -package ${document} -o ${document}/${document}.go ${document}.json`,
    ],
    compile: (document) => [`go vet ./${document}`, `go build ./${document}`],
    output: (document) => document,
    naming: {
      operation: (id) => new RegExp(`^func \\(c \\*ClientWithResponses\\) ${capitalised(id)}WithResponse\\(`, 'm'),
      schema: (name) => new RegExp(`^type ${name} `, 'm'),
    },
    program: {
      file: 'test/clients/go/program.go',
      compile: ['go vet program.go', 'go build program.go'],
      run: './program',
    },
    receiver: {
      file: 'examples/receiver.go',
      compile: ['go vet receiver.go', 'go build receiver.go'],
      run: './receiver',
    },
  },
  {
    name: 'Java',
    generator: 'openapi-generator',
    version: GENERATOR_JAR,
    registry: 'Maven Central',
    needs: ['javac', 'mvn', 'curl'],
    files: ['test/clients/java/pom.xml'],
    install: [installJar, 'mvn --quiet --batch-mode dependency:copy-dependencies -DoutputDirectory=libraries'],
    generate: (document) => [
      download(document),
      `java -jar openapi-generator-cli.jar generate -g java --library native -i ${document}.json -o ${document} --invoker-package waypost.${document} --api-package waypost.${document}.api --model-package waypost.${document}.model`,
    ],
    // What it generates uses a method that Jackson 2.21 deprecates, and serialises without a version.
    compile: (document) => [
      `javac -Xlint:all,-deprecation,-serial -Werror -cp 'libraries/*' -d classes/${document} $(find ${document}/src/main/java -name '*.java')`,
    ],
    output: (document) => `${document}/src/main/java`,
    naming: {
      operation: (id) => new RegExp(`^  public \\w+ ${id}\\(`, 'm'),
      schema: (name) => new RegExp(`^public (?:class|enum) ${name}\\b`, 'm'),
    },
    program: {
      file: 'test/clients/java/Program.java',
      compile: [`javac -Xlint:all -Werror -cp '${javaClasses}' -d classes/program Program.java`],
      run: `java -cp '${javaClasses}:classes/program' Program`,
    },
    receiver: null,
  },
  {
    name: 'TypeScript',
    generator: '@hey-api/openapi-ts',
    version: '0.95.0', // the last one that runs on Node.js 20
    registry: 'npm',
    needs: ['npm', 'curl'],
    files: ['test/clients/typescript/tsconfig.json', 'test/clients/typescript/openapi-ts.config.ts'],
    install: [
      'npm init --yes && npm pkg set type=module',
      'npm install --silent --save-exact @hey-api/openapi-ts@0.95.0 standardwebhooks@1.1.1',
      'npm install --silent --save-exact typescript@5.9.3 tsx@4.23.15 @types/node@20.19.43',
    ],
    generate: (document) => [download(document), `npx openapi-ts --input ${document}.json --output ${document}`],
    // Without exactOptionalPropertyTypes, which the client that it brings along does not stand.
    compile: (document) => [
      `npx tsc --noEmit --strict --noUncheckedIndexedAccess --target es2023 --module nodenext --types node --skipLibCheck ${document}/index.ts`,
    ],
    output: (document) => document,
    naming: {
      operation: (id) => new RegExp(`^export const ${id} =`, 'm'),
      schema: (name) => new RegExp(`^export type ${name} =`, 'm'),
    },
    program: {
      file: 'test/clients/typescript/program.ts',
      compile: ['npx tsc'],
      run: 'npx tsx program.ts',
    },
    receiver: null,
  },
  {
    name: 'Python',
    generator: 'openapi-generator',
    version: GENERATOR_JAR,
    registry: 'Maven Central',
    needs: ['python3', 'java', 'mvn', 'curl'],
    files: ['test/clients/python/requirements.txt'],
    install: [
      installJar,
      'python3 -m venv .venv',
      '. .venv/bin/activate',
      'pip install --quiet urllib3==2.7.0 pydantic==2.14.4 types-python-dateutil==2.9.0.20261116 --requirement requirements.txt',
    ],
    generate: (document) => [
      download(document),
      `java -jar openapi-generator-cli.jar generate -g python -i ${document}.json -o ${document} --package-name waypost_${document} ${onlyOperations}`,
    ],
    // Its types know no `bearerFormat` but JWT.
    compile: (document) => [`cd ${document} && mypy --disable-error-code typeddict-item waypost_${document}`],
    output: (document) => `${document}/waypost_${document}`,
    naming: {
      operation: (id) => new RegExp(`^    def ${snakeCase(id)}\\(`, 'm'),
      schema: (name) => new RegExp(`^class ${name}\\(`, 'm'),
    },
    program: null,
    receiver: null,
  },
  {
    name: 'Go',
    generator: 'openapi-generator',
    version: GENERATOR_JAR,
    registry: 'Maven Central',
    needs: ['go', 'java', 'mvn', 'curl'],
    files: [],
    install: [installJar, 'go mod init clients', 'go get gopkg.in/validator.v2@v2.0.1'],
    // enumClassPrefix: or the members of two enums have one name.
    generate: (document) => [
      download(document),
      `java -jar openapi-generator-cli.jar generate -g go -i ${document}.json -o ${document} --package-name ${document} --additional-properties=withGoMod=false,enumClassPrefix=true ${onlyOperations}`,
    ],
    compile: (document) => [`go vet ./${document}`, `go build ./${document}`],
    output: (document) => document,
    naming: {
      operation: (id) => new RegExp(`^func \\(a \\*\\w+\\) ${capitalised(id)}Execute\\(`, 'm'),
      schema: (name) => new RegExp(`^type ${name} `, 'm'),
    },
    program: null,
    receiver: null,
  },
];

/** The command that brings a document. */
export function download(document: DocumentName): string {
  return `curl --fail --silent --show-error --remote-name $WAYPOST_URL/openapi/${document}.json`;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
