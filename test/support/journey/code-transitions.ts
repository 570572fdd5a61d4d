import path from 'node:path';
import ts from 'typescript';
import type { Transition } from './drawn-transitions.ts';

/** What the types of the handlers say. */
export interface JourneyTypes {
  readonly transitions: readonly Transition[];
  /** Functions whose type names a step that they never give: `file:line function: steps`. */
  readonly idle: readonly string[];
}

const ROOT = path.resolve(import.meta.dirname, '../../..');
const JOURNEY = path.join(ROOT, 'src-main/journey');

/** Keys of a handler, besides its actions, that can lead to a step. */
const BESIDE_ACTIONS = ['back', 'poll', 'onEnter'];

/** Reads from the types of `src-main/journey/handlers.ts` where each screen leads. */
export function readJourneyTypes(): JourneyTypes {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)).config,
    ts.sys,
    ROOT,
  );
  const program = ts.createProgram([path.join(JOURNEY, 'handlers.ts')], options);
  const checker = program.getTypeChecker();
  const typeOf = (symbol: ts.Symbol): ts.Type => checker.getNonNullableType(checker.getTypeOfSymbol(symbol));

  /** Ids of the screens of the steps in a type; for promises and functions, of their results. */
  const stepsIn = (type: ts.Type): string[] => {
    const plain = checker.getAwaitedType(checker.getBaseConstraintOfType(type) ?? type) ?? type;
    if (plain.isUnion()) return plain.types.flatMap(stepsIn);
    const given = plain.getCallSignatures();
    if (given.length > 0) return given.flatMap((signature) => stepsIn(signature.getReturnType()));
    const at = plain.getProperty('at');
    const id = at && checker.getTypeOfSymbol(at);
    if (!id) return [];
    return (id.isUnion() ? id.types : [id]).flatMap((each) => (each.isStringLiteral() ? [each.value] : []));
  };

  const transitions: Transition[] = [];
  const source = program.getSourceFile(path.join(JOURNEY, 'handlers.ts'));
  const handlers =
    source &&
    checker.getSymbolsInScope(source, ts.SymbolFlags.Variable).find(({ name }) => name === 'HANDLERS');
  if (!handlers) throw new Error('no HANDLERS in handlers.ts');
  for (const screen of typeOf(handlers).getProperties()) {
    const add = (by: ts.Symbol): void => {
      for (const to of new Set(stepsIn(typeOf(by)))) {
        // A step that is completed before it is shown does not change the screen.
        if (by.name !== 'onEnter' || to !== screen.name)
          transitions.push({ from: screen.name, by: by.name, to });
      }
    };
    const handler = typeOf(screen);
    const actions = handler.getProperty('on');
    if (!actions) throw new Error(`no actions of ${screen.name}`);
    for (const action of typeOf(actions).getProperties()) add(action);
    for (const key of BESIDE_ACTIONS) {
      const reaction = handler.getProperty(key);
      if (reaction) add(reaction);
    }
  }

  const idle: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && node.type && 'body' in node && node.body) {
      const given = new Set(
        returned(node.body).flatMap((value) => stepsIn(checker.getTypeAtLocation(value))),
      );
      const named = new Set(stepsIn(checker.getTypeFromTypeNode(node.type)));
      const missing = [...named].filter((id) => !given.has(id));
      if (missing.length > 0) {
        const { line } = ts.getLineAndCharacterOfPosition(node.getSourceFile(), node.getStart());
        const file = path.relative(JOURNEY, node.getSourceFile().fileName);
        idle.push(`${file}:${line + 1} ${node.name?.getText() ?? ''}: ${missing.join(', ')}`);
      }
    }
    ts.forEachChild(node, look);
  };
  for (const file of program.getSourceFiles()) if (file.fileName.startsWith(JOURNEY)) look(file);
  return { transitions, idle };
}

/** The expressions that a function returns, without those of functions inside it. */
function returned(body: ts.Node): ts.Expression[] {
  if (!ts.isBlock(body)) return [body as ts.Expression];
  const found: ts.Expression[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, look);
  };
  look(body);
  return found;
}
