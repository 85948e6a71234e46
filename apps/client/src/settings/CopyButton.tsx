import { Button } from '@mantine/core';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../console-context.tsx';
import { copyText } from './clipboard.ts';

export interface CopyButtonProps {
  readonly label: string;
  readonly words: string;
}

/** Copies, and says whether it did. */
export function CopyButton({ label, words }: CopyButtonProps) {
  const { settings } = useTexts();
  const [done, setDone] = useState<boolean | null>(null);
  return (
    <div className="copy">
      <Button
        variant="default"
        leftSection={<Copy size={18} aria-hidden="true" />}
        onClick={() => void copyText(words).then(setDone)}
      >
        {label}
      </Button>
      <output className="small">
        {done !== null && (done ? settings.copied : settings.copyFailed)}
      </output>
    </div>
  );
}
