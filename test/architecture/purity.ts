import ts from 'typescript';
import { isIn, isSpec, type Rule } from './sources.js';

/** Global names that give access to the outside world. Their results may differ at every replay. */
const worldly = new Set([
  ...['process', 'globalThis', 'global', 'console', 'crypto', 'performance', 'fetch', 'require'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
]);

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;

/** Whether the identifier is used as a value, and is not the name of a member, a property or a declaration. */
const isValue = (node: ts.Identifier): boolean => {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return (
    ts.isExpression(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isExpressionStatement(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isReturnStatement(parent)
  );
};

const memberRead = (node: ts.Node): string | null => {
  if (!ts.isPropertyAccessExpression(node)) return null;
  const { expression, name } = node;
  if (isNamed(expression, 'Date') && name.text === 'now') return 'reads the clock (Date.now)';
  if (isNamed(expression, 'Math') && name.text === 'random') return 'rolls dice (Math.random)';
  return null;
};

const clockMade = (node: ts.Node): string | null => {
  if (ts.isCallExpression(node) && isNamed(node.expression, 'Date')) return 'reads the clock (Date())';
  const isNow = ts.isNewExpression(node) && (node.arguments ?? []).length === 0;
  return isNow && isNamed(node.expression, 'Date') ? 'reads the clock (new Date())' : null;
};

const worldUsed = (node: ts.Node): string | null =>
  ts.isIdentifier(node) && worldly.has(node.text) && isValue(node) ? `uses ${node.text}` : null;

/** The reason why a single syntax node is not pure; null when it is. */
const impurityOf = (node: ts.Node): string | null => memberRead(node) ?? clockMade(node) ?? worldUsed(node);

/** Decisions, folds and queries must not use clock, random numbers or process: the command brings all these values. */
export const purityRule: Rule = {
  applies: ({ path }) =>
    !isSpec(path) && ['schema', 'services/ledger', 'projections'].some((place) => isIn(path, place)),
  breaches: ({ syntax }) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const impurity = impurityOf(node);
      if (impurity !== null) found.push(impurity);
      ts.forEachChild(node, visit);
    };
    visit(syntax);
    return found;
  },
};

/** Decorators bind a class to a framework, so only services/api may use them. */
export const decoratorRule: Rule = {
  applies: ({ path }) => !isIn(path, 'services/api'),
  breaches: ({ syntax }) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isDecorator(node)) found.push(`decorates with ${node.expression.getText(syntax)}`);
      ts.forEachChild(node, visit);
    };
    visit(syntax);
    return found;
  },
};
