/** Messages from the oldest to the newest, by day; new ones come into view. */
import { useLayoutEffect, useRef, type ReactNode } from "react";
import { day, useStage } from "../stage";
import type { Message } from "../types";
import { MessageRow } from "./MessageRow";

export function MessageList({ messages, label, empty, inThread }: {
  messages: Message[];
  label: string;
  empty?: ReactNode;
  inThread?: boolean;
}) {
  const { me } = useStage();
  const at = useRef<HTMLDivElement>(null);
  const last = messages[messages.length - 1];
  const count = useRef(0);

  useLayoutEffect(() => {
    const box = at.current;
    const newest = box?.querySelector<HTMLElement>("li.message:last-child");
    if (!box || !newest || messages.length <= count.current) {
      count.current = messages.length;
      return;
    }
    count.current = messages.length;
    // A long answer is read from its beginning.
    const top = newest.offsetTop - 48;
    box.scrollTop = Math.min(top, box.scrollHeight - box.clientHeight);
  }, [messages.length, last?.ts]);

  let before: Message | undefined;
  return (
    <div className="messages" ref={at} role="log" aria-label={label} tabIndex={0}>
      {messages.length === 0 && empty}
      <ol>
        {messages.map((message) => {
          const newDay = !before || day(before.ts, me.tz) !== day(message.ts, me.tz);
          const follows = !newDay && before?.user === message.user && !message.only_for && !before?.only_for
            && Number(message.ts) - Number(before?.ts) < 300;
          before = message;
          return (
            <MessageRow key={message.ts} message={message} inThread={inThread} follows={follows}
              newDay={newDay && !inThread ? day(message.ts, me.tz) : undefined} />
          );
        })}
      </ol>
    </div>
  );
}
