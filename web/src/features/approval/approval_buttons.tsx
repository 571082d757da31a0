import type { ApprovalAction } from '../../api/actions';
import { Button } from '../../ui/button';

export function ApprovalButtons({
  isEditing,
  isBusy,
  onAct,
}: {
  isEditing: boolean;
  isBusy: boolean;
  onAct: (action: ApprovalAction | 'open-editor' | 'close-editor') => void;
}) {
  if (isEditing) {
    return (
      <div className="approval-buttons">
        <Button look="primary" icon="play" disabled={isBusy} onClick={() => onAct('edit')}>
          Run the edited SQL
        </Button>
        <Button disabled={isBusy} onClick={() => onAct('close-editor')}>
          Close the editor
        </Button>
      </div>
    );
  }
  return (
    <div className="approval-buttons">
      <Button look="primary" icon="check" disabled={isBusy} onClick={() => onAct('approve')}>
        Approve <kbd>A</kbd>
      </Button>
      <Button icon="edit" disabled={isBusy} onClick={() => onAct('open-editor')}>
        Edit <kbd>E</kbd>
      </Button>
      <Button look="danger" icon="close" disabled={isBusy} onClick={() => onAct('reject')}>
        Reject <kbd>R</kbd>
      </Button>
    </div>
  );
}
