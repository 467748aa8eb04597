import { Module } from '@nestjs/common';
import { CommentStore } from './domain/comment.store.js';
import { CommentedObjectLookup } from './domain/commented-object.lookup.js';
import { CommentsService } from './domain/comments.service.js';
import { CommentsController } from './http/comments.controller.js';
import { TypeOrmCommentStore } from './persistence/typeorm-comment.store.js';
import { TypeOrmCommentedObjectLookup } from './persistence/typeorm-commented-object.lookup.js';

/** Keeps what people say about traces, observations and sessions. */
@Module({
  controllers: [CommentsController],
  providers: [
    CommentsService,
    { provide: CommentStore, useClass: TypeOrmCommentStore },
    { provide: CommentedObjectLookup, useClass: TypeOrmCommentedObjectLookup },
  ],
})
export class CommentsModule {}
