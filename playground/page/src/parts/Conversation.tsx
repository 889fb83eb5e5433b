/** One channel: what was said, and where to say something. */
import { useState } from "react";
import { isReply, person, useStage } from "../stage";
import * as wire from "../wire";
import { Composer } from "./Composer";
import { MessageList } from "./MessageList";

export function Conversation({ channel }: { channel: string }) {
  const { seen, about, me, act, tell } = useStage();
  const [over, setOver] = useState(false);
  const held = seen.channels.find((one) => one.id === channel);
  if (!held) return <p className="empty">You are not in this channel.</p>;
  const name = held.kind === "im" ? person(seen, held.with ?? "").real_name : `#${held.name}`;
  const messages = seen.messages.filter((one) => one.channel === channel && !isReply(one));
  const prompts = messages.length ? [] : (seen.prompts[channel] ?? []);

  const drop = async (files: Iterable<File>): Promise<void> => {
    for (const file of files) {
      await wire.drop(me.id, channel, file).catch((fault: Error) => tell(fault.message));
    }
  };
  const files = (event: React.DragEvent): boolean => event.dataTransfer.types.includes("Files");

  return (
    <section className="conversation" aria-label={name}
      onDragOver={(event) => { if (files(event)) { event.preventDefault(); setOver(true); } }}
      onDragLeave={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node)) setOver(false); }}
      onDrop={(event) => {
        if (!files(event)) return;
        event.preventDefault();
        setOver(false);
        void drop(event.dataTransfer.files);
      }}>
      <header className="place-head">
        <h2>{name}</h2>
        <p>
          {held.kind === "im"
            ? about.description
            : held.has_bot
              ? `${held.members} people · Minutebook is here`
              : `${held.members} people · Minutebook has not been invited`}
        </p>
        {!held.has_bot && (
          <button type="button" className="button" onClick={() => void act("invite", { channel })}>
            Invite it
          </button>
        )}
      </header>
      <MessageList messages={messages} label={`Messages in ${name}`}
        empty={<Empty name={name} dm={held.kind === "im"} />} />
      {prompts.length > 0 && (
        <div className="prompts">
          {prompts.map((one) => (
            <button key={one.title} type="button" className="button"
              onClick={() => void act("message", { channel, text: one.message })}>
              {one.title}
            </button>
          ))}
        </div>
      )}
      <Composer key={channel} channel={channel} name={name} drop={drop} />
      {over && <div className="drop-here" aria-hidden>Drop to send to {name}</div>}
    </section>
  );
}

function Empty({ name, dm }: { name: string; dm: boolean }) {
  return (
    <div className="empty">
      <p><strong>{dm ? "You and Minutebook, alone." : `This is ${name}.`}</strong></p>
      <p>
        {dm
          ? "Ask in plain words. As the clerk, drop minutes here to have them read."
          : "Type / for the bot’s commands, or @minutebook to ask before everybody."}
      </p>
    </div>
  );
}
