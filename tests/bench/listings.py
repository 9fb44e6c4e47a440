"""Code blocks in six languages, 10 to 25 lines each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

# Each language has openings and parts; %a, %b and %n are two names and a number.
_LANGUAGES: Mapping[str, tuple[str, Sequence[str]]] = {
    "python": (
        "from __future__ import annotations\n\nimport logging\nfrom dataclasses import dataclass\n",
        (
            "\n@dataclass(frozen=True)\nclass %A:\n"
            '    """A %a with its %b."""\n\n    name: str\n    %b: float = %n.5\n',
            "\ndef %a_of(%b: list[float], limit: int = %n) -> float | None:\n"
            "    # Empty input has no answer.\n    if not %b:\n        return None\n"
            '    logging.info("%a %s of %d", %b[0], len(%b))\n'
            "    return sum(sorted(%b)[:limit]) / limit\n",
            "\nasync def %a(%b: str, *, retries: int = %n) -> dict[str, str]:\n"
            "    for attempt in range(retries):\n        try:\n"
            '            return {"%b": f"{%b}-{attempt:03d}"}\n'
            "        except TimeoutError as error:\n"
            '            print("again", error, sep=": ")\n    return {}\n',
        ),
    ),
    "go": (
        'package %a\n\nimport (\n\t"context"\n\t"fmt"\n\t"time"\n)\n',
        (
            "\n// %A holds one %b.\ntype %A struct {\n\tName    string\n"
            "\tTimeout time.Duration\n\t%Bs      map[string]int64\n}\n",
            "\nfunc (c *%A) %B(ctx context.Context, n int) (int, error) {\n\tif n > %n {\n"
            '\t\treturn 0, fmt.Errorf("%a: %d exceeds %v", n, %n)\n\t}\n'
            "\tfor i := 0; i < n; i++ {\n\t\tselect {\n\t\tcase <-ctx.Done():\n"
            "\t\t\treturn i, ctx.Err()\n\t\tcase <-time.After(%n * time.Millisecond):\n"
            "\t\t}\n\t}\n\treturn n, nil\n}\n",
        ),
    ),
    "sql": (
        "-- %A by %b, the newest first\n",
        (
            "CREATE TABLE %a_%b (\n    id bigint PRIMARY KEY,\n    %b text NOT NULL DEFAULT '',\n"
            "    created_at timestamptz NOT NULL DEFAULT now(),\n    cost numeric(12, %n)\n);\n\n",
            "SELECT %a.id, count(*) AS total, avg(%b.cost) AS mean\nFROM %a\n"
            "LEFT JOIN %b ON %b.%a_id = %a.id AND %b.state <> 'done'\n"
            "WHERE %a.created_at > now() - interval '%n days'\nGROUP BY %a.id\n"
            "HAVING count(*) > %n\nORDER BY total DESC\nLIMIT %n;\n\n",
        ),
    ),
    "bash": (
        "#!/usr/bin/env bash\nset -euo pipefail\n",
        (
            '\n%a() {\n  local %b="$1"\n  if [[ -z "$%b" ]]; then\n'
            "    echo \"usage: %a '%b'\" >&2\n    return %n\n  fi\n"
            '  grep -c "^%b" "/var/log/$%b.log" | sort -rn | head -n %n\n}\n',
            "\nfor %b in $(seq 1 %n); do\n"
            '  curl --silent --max-time %n "http://localhost:8080/%a/${%b}" \\\n'
            "    | tee -a %a.txt > /dev/null || true\ndone\n",
        ),
    ),
    "yaml": (
        "# The %a, as deployed\napiVersion: apps/v1\nkind: Deployment\n",
        (
            'metadata:\n  name: %a-%b\n  labels:\n    team: "%b"\n    tier: &tier backend\n',
            "spec_%b:\n  replicas: %n\n  strategy: {type: RollingUpdate, maxSurge: %n}\n"
            "  containers:\n    - name: %a\n      image: registry.example.org/%a:1.%n\n"
            "      env:\n        - {name: LIMIT, value: '%n'}\n"
            '      command: ["%a", "--serve"]  # no shell\n',
        ),
    ),
    "typescript": (
        'import { %a } from "./%b";\n',
        (
            "\nexport interface %A<T extends object> {\n  readonly id: string;\n"
            "  %b?: Array<T | null>;\n  limit: number; // %n by default\n}\n",
            "\nexport async function %a(input: string[], limit = %n): Promise<number> {\n"
            "  const %b = new Map<string, number>();\n  for (const [i, name] of input.entries()) {\n"
            "    if (i >= limit || /^\\s*$/.test(name)) continue;\n"
            "    %b.set(`${name}:${i}`, (%b.get(name) ?? 0) + %n);\n  }\n"
            "  return [...%b.values()].reduce((sum, n) => sum + n, 0);\n}\n",
        ),
    ),
}

LANGUAGES = tuple(_LANGUAGES)

_LEAST, _MOST = 10, 25


def listing(random: Random, language: str, names: Sequence[str]) -> str:
    """Write a code block in a language, fences included; it uses some of ``names``."""
    opening, parts = _LANGUAGES[language]
    code = _filled(opening, random, names)
    while _lines(code) < _LEAST or random.random() < 0.5:
        longer = code + _filled(random.choice(parts), random, names)
        if _lines(longer) > _MOST:
            break
        code = longer
    return f"```{language}\n{code.rstrip()}\n```"


def _lines(code: str) -> int:
    return code.rstrip().count("\n") + 1


def _filled(part: str, random: Random, names: Sequence[str]) -> str:
    first, second = random.sample(names, 2)
    for mark, name in (("%a", first), ("%b", second)):
        part = part.replace(mark, name).replace(mark.upper(), name.capitalize())
    return part.replace("%n", str(random.randint(2, 9)))
