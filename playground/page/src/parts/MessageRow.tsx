/** One message, with what can be done to it. */
import { memo } from "react";
import { Blocks } from "../kit/Blocks";
import { Menu } from "../kit/Menu";
import { Words } from "../kit/Text";
import { clock, person, useStage } from "../stage";
import type { Message, Owner } from "../types";
import { Face } from "./Face";
import { Mark } from "./Mark";

interface Props {
  message: Message;
  inThread?: boolean;
  follows?: boolean;
  newDay?: string;
}

export const MessageRow = memo(function MessageRow({ message, inThread, follows, newDay }: Props) {
  const { seen, me } = useStage();
  const who = person(seen, message.user);
  const owner: Owner = { kind: "message", channel: message.channel, ts: message.ts };
  const mine = message.only_for ? "message private" : "message";
  return (
    <>
      {newDay && <li className="new-day"><span>{newDay}</span></li>}
      <li className={follows ? `${mine} follows` : mine}>
        {message.only_for && (
          <p className="only-you">
            <Mark of="eye" /> Only visible to you
            {message.typed && <> · you typed <code>{message.typed}</code></>}
          </p>
        )}
        <div className="message-body">
          <Face who={who} />
          <div className="message-content">
            <p className="message-head">
              <strong>{who.real_name}</strong>
              {who.is_bot && <span className="app-badge">App</span>}
              <time>{clock(message.ts, me.tz)}</time>
            </p>
            {message.blocks?.length ? (
              <Blocks blocks={message.blocks} owner={owner} />
            ) : (
              message.text && <div className="words"><Words text={message.text} /></div>
            )}
            {message.edited && !who.is_bot && <small className="muted">(edited)</small>}
            <Files message={message} />
            <Unfurls message={message} owner={owner} />
            {!inThread && <Replies message={message} />}
          </div>
        </div>
        <Tools message={message} owner={owner} inThread={inThread} />
      </li>
    </>
  );
});

function Tools({ message, owner, inThread }: { message: Message; owner: Owner; inThread?: boolean }) {
  const { about, show, act, seen } = useStage();
  const who = person(seen, message.user);
  const shortcuts = about.shortcuts.filter((one) => one.type === "message" && !message.only_for);
  return (
    <div className="tools" role="group" aria-label={`What to do with the message of ${who.real_name}`}>
      {!inThread && !message.only_for && (
        <button type="button"
          onClick={() => show({ kind: "thread", channel: message.channel, ts: message.thread_ts ?? message.ts })}>
          Reply
        </button>
      )}
      {shortcuts.length > 0 && (
        <Menu className="" label="Message shortcuts"
          choices={shortcuts.map((one) => ({
            label: one.name,
            choose: () =>
              void act("message_shortcut", { channel: message.channel, ts: message.ts, callback: one.callback_id }),
          }))} />
      )}
      {who.is_bot && (
        <button type="button" onClick={() => show({ kind: "facts", owner })}>What Slack gets</button>
      )}
    </div>
  );
}

function Files({ message }: { message: Message }) {
  return (
    <>
      {message.files?.map((file) => (
        <p key={file.id} className="file">
          <span className="file-kind" aria-hidden>{file.filetype.slice(0, 4)}</span>
          <span>{file.name} <small>{Math.max(1, Math.round(file.size / 1024))} kB</small></span>
        </p>
      ))}
    </>
  );
}

function Unfurls({ message, owner }: { message: Message; owner: Owner }) {
  return (
    <>
      {Object.entries(message.unfurls).map(([url, preview]) => (
        <blockquote key={url} className="unfurl">
          <Blocks blocks={preview.blocks ?? []} owner={owner} />
        </blockquote>
      ))}
    </>
  );
}

function Replies({ message }: { message: Message }) {
  const { seen, show } = useStage();
  const replies = seen.messages.filter(
    (one) => one.channel === message.channel && one.thread_ts === message.ts && one.ts !== message.ts,
  );
  if (!replies.length) return null;
  return (
    <button type="button" className="replies"
      onClick={() => show({ kind: "thread", channel: message.channel, ts: message.ts })}>
      {replies.length === 1 ? "1 reply" : `${replies.length} replies`}
    </button>
  );
}
