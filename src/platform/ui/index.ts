export { FilterChip } from './chips.tsx';
export { DueTag } from './due-tag.tsx';
export { renderDocument } from './document.tsx';
export {
  Button,
  Checkbox,
  Choices,
  emptyForm,
  ErrorSummary,
  FileField,
  Form,
  type FormState,
  LinkButton,
  type Option,
  Select,
  TextArea,
  TextField,
} from './forms.tsx';
export { Icon } from './icon.tsx';
export type { IconName } from './icons.ts';
export { type NextAct, NextStep } from './next-step.tsx';
export {
  Alert,
  type Column,
  Empty,
  type Fact,
  Facts,
  Figure,
  LinkList,
  type LinkRow,
  Meter,
  PageHead,
  Pages,
  Panel,
  Section,
  Split,
  type Step,
  Table,
  Tabs,
  Tag,
  Timeline,
  type Tone,
} from './parts.tsx';
export { Prose } from './prose.tsx';
export { presses, type Waiting, WaitingList } from './waiting.tsx';
export { said } from './said.tsx';
