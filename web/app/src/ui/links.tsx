import { ActionIcon, Anchor, Button, Menu } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

/** Mantine's parts as links inside the app, checked against its routes. */
export const TextLink = createLink(Anchor<'a'>);
export const ButtonLink = createLink(Button<'a'>);
export const IconLink = createLink(ActionIcon<'a'>);
export const MenuLink = createLink(Menu.Item<'a'>);
