// SPDX-License-Identifier: GPL-3.0-or-later
// What the editor knows of each language.

import { StreamLanguage } from "@codemirror/language";
import { cpp } from "@codemirror/lang-cpp";
import { go } from "@codemirror/lang-go";
import { java } from "@codemirror/lang-java";
import { javascript } from "@codemirror/lang-javascript";
import { php } from "@codemirror/lang-php";
import { python } from "@codemirror/lang-python";
import { rust } from "@codemirror/lang-rust";
import { sql } from "@codemirror/lang-sql";
import { csharp, kotlin } from "@codemirror/legacy-modes/mode/clike";
import { haskell } from "@codemirror/legacy-modes/mode/haskell";
import { lua } from "@codemirror/legacy-modes/mode/lua";
import { pascal } from "@codemirror/legacy-modes/mode/pascal";
import { perl } from "@codemirror/legacy-modes/mode/perl";
import { ruby } from "@codemirror/legacy-modes/mode/ruby";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import type { Extension } from "@codemirror/state";

const KNOWN: Record<string, () => Extension> = {
  bash: () => StreamLanguage.define(shell),
  c: () => cpp(),
  cpp: () => cpp(),
  csharp: () => StreamLanguage.define(csharp),
  go: () => go(),
  haskell: () => StreamLanguage.define(haskell),
  java: () => java(),
  javascript: () => javascript(),
  kotlin: () => StreamLanguage.define(kotlin),
  lua: () => StreamLanguage.define(lua),
  pascal: () => StreamLanguage.define(pascal),
  perl: () => StreamLanguage.define(perl),
  php: () => php({ plain: false }),
  python: () => python(),
  python3: () => python(),
  ruby: () => StreamLanguage.define(ruby),
  rust: () => rust(),
  sql: () => sql(),
  typescript: () => javascript({ typescript: true }),
};

export function languageSupport(id: string): Extension {
  return KNOWN[id]?.() ?? [];
}

/** Of four blanks, but where the language's people use other ones. */
export function indentUnitOf(id: string): string {
  if (id === "go") return "\t";
  return ["javascript", "typescript", "ruby"].includes(id) ? "  " : "    ";
}
