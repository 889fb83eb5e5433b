/** The first minute: five things to try, each done in one press. */
import { useState } from "react";
import { botChannel, useStage, type Stage } from "../stage";
import * as wire from "../wire";
import { Pane } from "./Pane";

const PANEL = { kind: "channel", id: "C0PANEL" } as const;
const MEMBER = "U0MEMBER";
const CLERK = "U0CLERK";

interface Step {
  id: string;
  title: string;
  typed?: string;
  told: string;
  button: string;
  run: (stage: Stage) => Promise<unknown>;
}

/** Types a command in the panel's channel, as its member. */
const typed = (line: string) => async (stage: Stage): Promise<unknown> => {
  await stage.be(MEMBER, PANEL);
  const [command = "", ...words] = line.split(" ");
  return wire.act("command", { user: MEMBER, channel: PANEL.id, command, text: words.join(" ") });
};

const STEPS: Step[] = [
  {
    id: "ask",
    title: "Ask a question",
    typed: "/minutes stop and search",
    told: "The paragraph that answers, word for word. Share shows it to everybody.",
    button: "Ask",
    run: typed("/minutes stop and search"),
  },
  {
    id: "misspell",
    title: "Misspell a name",
    typed: "/minutes from:batacharya survey",
    told: "Nobody can spell everybody. The bot says whom it took it for.",
    button: "Ask",
    run: typed("/minutes from:batacharya survey"),
  },
  {
    id: "actions",
    title: "See what is still owed",
    typed: "/actions open",
    told: "What was resolved, promised or asked for.",
    button: "List",
    run: typed("/actions open"),
  },
  {
    id: "file",
    title: "Send new minutes as clerk",
    told: "You become Bram, the clerk. See what the bot understood, then press Publish.",
    button: "Send",
    run: async (stage) => {
      const { channel } = await wire.act("direct", { user: CLERK });
      await stage.be(CLERK, { kind: "channel", id: channel as string });
      const ts = await wire.drop(CLERK, channel as string, await wire.nextMinutes());
      stage.show({ kind: "thread", channel: channel as string, ts });
    },
  },
  {
    id: "digest",
    title: "Go to the next digest",
    told: "What is new and what is overdue, in #minutes-digest once a day.",
    button: "Move clock",
    run: async (stage) => {
      const place = { kind: "channel", id: stage.seen.digest.channel } as const;
      await wire.act("clock", { user: stage.me.id });
      if (stage.seen.channels.some((one) => one.id === place.id)) stage.go(place);
      else await stage.be(MEMBER, place);
    },
  },
];

export function Guide() {
  const stage = useStage();
  const [done, setDone] = useState<string[]>(() => JSON.parse(sessionStorage.getItem("guide") ?? "[]"));
  const [busy, setBusy] = useState("");

  const run = async (step: Step): Promise<void> => {
    setBusy(step.id);
    if (!window.matchMedia("(min-width: 1100px)").matches) stage.show(null);
    try {
      await step.run(stage);
      const next = [...new Set([...done, step.id])];
      sessionStorage.setItem("guide", JSON.stringify(next));
      setDone(next);
    } catch (fault) {
      stage.tell((fault as Error).message);
    }
    setBusy("");
  };
  const dm = botChannel(stage.seen);
  return (
    <Pane title="Your first minute" kind="guide">
      <div className="pane-body" tabIndex={0} role="region" aria-label="Five things to try">
        <p className="lead">
          The real bot and invented minutes, in a Slack that lives on this machine.
        </p>
        <ol className="steps">
          {STEPS.map((step) => (
            <li key={step.id} className={done.includes(step.id) ? "step done" : "step"}>
              <h3>
                {step.title}
                {done.includes(step.id) && <span className="unseen">, done</span>}
              </h3>
              <button type="button" className="button primary" aria-busy={busy === step.id}
                aria-label={`${step.button}: ${step.title}`} onClick={() => void run(step)}>
                {step.button}
              </button>
              {step.typed && <code>{step.typed}</code>}
              <p>{step.told}</p>
            </li>
          ))}
        </ol>
        <h3>Then look around</h3>
        <ul className="then">
          <li>
            <button type="button" className="link" onClick={() => stage.go({ kind: "channel", id: dm })}>
              Write to the bot alone
            </button>{" "}
            in plain words, or name it in a channel: <code>@minutebook precept</code>.
          </li>
          <li>
            Under every answer, <em>What Slack gets</em> shows the message itself, its limits and why it
            was found.
          </li>
          <li>Be somebody else at the top: a guest, or a member whose clock is in New York.</li>
        </ul>
      </div>
    </Pane>
  );
}
