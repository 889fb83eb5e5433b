/** Where one types: commands and names are offered while typing, Enter sends. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { Menu } from "../kit/Menu";
import { useStage } from "../stage";
import { Mark } from "./Mark";

interface Offer {
  insert: string;
  label: string;
  told: string;
}

export function Composer({ channel, name, thread, drop }: {
  channel: string;
  name: string;
  thread?: string;
  drop: (files: Iterable<File>) => Promise<void>;
}) {
  const { seen, about, act, tell } = useStage();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [shut, setShut] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const sent = useRef<string[]>([]);
  const id = useId();

  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 180)}px`;
  }, [text]);
  useEffect(() => {
    if (window.matchMedia("(min-width: 760px)").matches) box.current?.focus({ preventScroll: true });
  }, [channel]);

  const shortcuts = about.shortcuts.filter((one) => one.type === "global");
  const offers = shut ? [] : offered(text, seen, about);
  const change = (typed: string): void => {
    setText(typed);
    setAt(0);
    setShut(false);
  };
  const take = (offer: Offer): void => {
    change(text.replace(/(^\/\S*|@\S*)$/, offer.insert));
    box.current?.focus();
  };
  const send = async (): Promise<void> => {
    const line = text.trim();
    if (!line) return;
    const command = /^\/\S+/.exec(line)?.[0];
    if (command && thread) {
      tell(`Slack does not take ${command} in a thread. Write @minutebook and your question instead.`);
      return;
    }
    sent.current.push(line);
    change("");
    const done = command
      ? await act("command", { channel, command, text: line.slice(command.length).trim() })
      : await act("message", { channel, text: line, thread });
    if (!done) setText((now) => now || line);
  };
  const key = (event: React.KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const offer = offers[at];
    if (offer && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setAt((at + (event.key === "ArrowDown" ? 1 : offers.length - 1)) % offers.length);
    } else if (offer && (event.key === "Tab" || event.key === "Enter") && !event.shiftKey) {
      event.preventDefault();
      take(offer);
    } else if (offer && event.key === "Escape") {
      setShut(true);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else if (event.key === "ArrowUp" && !text && sent.current.length) {
      event.preventDefault();
      change(sent.current[sent.current.length - 1] ?? "");
    }
  };
  return (
    <form className="composer" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <ul id={id} className="offers" role="listbox" aria-label="Suggestions" hidden={!offers.length}>
        {offers.map((offer, index) => (
          <li key={offer.insert} id={`${id}-${index}`} role="option" aria-selected={index === at}
            onPointerDown={(event) => { event.preventDefault(); take(offer); }}>
            <strong>{offer.label}</strong> <span>{offer.told}</span>
          </li>
        ))}
      </ul>
      <label className="attach button" title="Send a file">
        <input type="file" multiple aria-label="Send a file"
          onChange={(event) => { void drop([...(event.target.files ?? [])]); event.target.value = ""; }} />
        <Mark of="plus" />
      </label>
      {shortcuts.length > 0 && (
        <Menu label="Shortcuts" choices={shortcuts.map((one) => ({
          label: one.name, choose: () => void act("shortcut", { callback: one.callback_id }),
        }))}>
          <span className="unseen">Shortcuts</span><Mark of="bolt" />
        </Menu>
      )}
      <textarea ref={box} rows={1} value={text} placeholder={thread ? "Reply…" : `Message ${name}, or type /`}
        aria-label={thread ? "Reply in the thread" : `Message ${name}`}
        aria-haspopup="listbox" aria-controls={offers.length ? id : undefined} aria-autocomplete="list"
        aria-activedescendant={offers.length ? `${id}-${at}` : undefined}
        onChange={(event) => change(event.target.value)} onKeyDown={key} />
      <button type="submit" className="button primary send" disabled={!text.trim()}>Send</button>
    </form>
  );
}

function offered(
  text: string,
  seen: ReturnType<typeof useStage>["seen"],
  about: ReturnType<typeof useStage>["about"],
): Offer[] {
  const command = /^\/\S*$/.exec(text)?.[0];
  if (command) {
    return about.commands
      .filter((one) => one.command.startsWith(command.toLowerCase()))
      .map((one) => ({ insert: `${one.command} `, label: one.command, told: `${one.description} · ${one.usage_hint}` }));
  }
  const mention = /(?:^|\s)@(\S*)$/.exec(text)?.[1]?.toLowerCase();
  if (mention === undefined) return [];
  return seen.people
    .filter((one) => one.name.startsWith(mention) || one.real_name.toLowerCase().startsWith(mention))
    .sort((a, b) => Number(b.is_bot) - Number(a.is_bot))
    .map((one) => ({ insert: `@${one.name} `, label: `@${one.name}`, told: one.real_name }));
}
