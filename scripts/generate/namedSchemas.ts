/**
 * Gives the schemas of generated types names of their own: an editor then shows `Webhook`, where it would write out all of its fields for
 * `components['schemas']['Webhook']`.
 */
import ts from 'typescript';

const { factory } = ts;

/**
 * @param nodes what openapi-typescript makes of a contract
 * @param taken schemas whose names are those of constants, which are exported with their types
 * @returns the same types; those of `components.schemas` are declared and exported by name besides
 */
export function namedSchemas(nodes: readonly ts.Node[], taken: ReadonlySet<string>): ts.Node[] {
  const schemas = membersOf(nodes, 'components').find((member) => nameOf(member) === 'schemas')?.type;
  if (!schemas || !ts.isTypeLiteralNode(schemas)) return [...nodes];
  const named = schemas.members.filter(ts.isPropertySignature).filter((schema) => !taken.has(nameOf(schema)));
  const names = new Set(named.map(nameOf));
  const shortened = nodes.map((node) => shorten(node, names, schemas));
  return [...shortened, ...named.map((schema) => declarationOf(schema, names))];
}

/** `export interface Webhook { … }`, or a type where an interface can't say it. */
function declarationOf(schema: ts.PropertySignature, names: ReadonlySet<string>): ts.Node {
  const name = nameOf(schema);
  const type = schema.type && shorten(schema.type, names, null);
  if (!type) throw new Error(`The schema ${name} has no type.`);
  const exported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];
  const members = interfaceMembers(type);
  const declaration = members
    ? factory.createInterfaceDeclaration(exported, name, undefined, undefined, members)
    : factory.createTypeAliasDeclaration(exported, name, undefined, type);
  return ts.setSyntheticLeadingComments(declaration, ts.getSyntheticLeadingComments(schema));
}

/** Those of `{ … }`, and of `{ … } & { [key: string]: unknown }`: an object that may have further properties. */
function interfaceMembers(type: ts.TypeNode): ts.TypeElement[] | null {
  if (ts.isTypeLiteralNode(type)) return [...type.members];
  if (!ts.isIntersectionTypeNode(type)) return null;
  const [object, further, ...others] = type.types;
  if (!object || !further || others.length > 0) return null;
  if (!ts.isTypeLiteralNode(object) || !ts.isTypeLiteralNode(further)) return null;
  const [index] = further.members;
  const isOpen = index && ts.isIndexSignatureDeclaration(index) && index.type.kind === ts.SyntaxKind.UnknownKeyword;
  return isOpen ? [...object.members, index] : null;
}

/** With the names of schemas in the place of `components["schemas"]["Webhook"]`, and of what `list` says of them. */
function shorten<T extends ts.Node>(node: T, names: ReadonlySet<string>, list: ts.TypeLiteralNode | null): T {
  const reference = (name: string) => factory.createTypeReferenceNode(name);
  const visit = (inner: ts.Node): ts.Node => {
    const name = schemaNamed(inner);
    if (name !== null && names.has(name)) return reference(name);
    if (inner !== list) return ts.visitEachChild(inner, visit, undefined);
    const members = list.members.map((member) => {
      if (!ts.isPropertySignature(member) || !names.has(nameOf(member)))
        return ts.visitEachChild(member, visit, undefined);
      return factory.createPropertySignature(undefined, member.name, undefined, reference(nameOf(member)));
    });
    return factory.createTypeLiteralNode(members);
  };
  return visit(node) as T;
}

/** `Webhook` of `components["schemas"]["Webhook"]`. */
function schemaNamed(node: ts.Node): string | null {
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isIndexedAccessTypeNode(node.objectType)) return null;
  const { objectType: schemas, indexType } = node;
  const { objectType: components } = schemas;
  const isSchema =
    ts.isTypeReferenceNode(components) &&
    ts.isIdentifier(components.typeName) &&
    components.typeName.text === 'components' &&
    literalOf(schemas.indexType) === 'schemas';
  return isSchema ? literalOf(indexType) : null;
}

function literalOf(type: ts.TypeNode): string | null {
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? type.literal.text : null;
}

function membersOf(nodes: readonly ts.Node[], name: string): ts.PropertySignature[] {
  const found = nodes.filter(ts.isInterfaceDeclaration).find((node) => node.name.text === name);
  return found?.members.filter(ts.isPropertySignature) ?? [];
}

function nameOf({ name }: ts.PropertySignature): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '';
}
